# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: vpn_connection_config
short_description: Get the configuration for the on-premises end of an IPsec connection, with its keys
version_added: 1.0.0
description:
  - Downloads the configuration that the on-premises device needs, as M(alicloud.vpn.vpn_connection_config_info) does.
  - The result B(contains the pre-shared key) in plain text. Use C(no_log=true) on tasks that use it, and keep it out of
    facts and files that others can read.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  _terms:
    description: The IDs or names of IPsec connections. It is an error if several connections have the same name.
    type: list
    elements: str
    required: true
extends_documentation_fragment:
  - alicloud.vpn.connection
  - alicloud.vpn.connection.plugins
seealso:
  - module: alicloud.vpn.vpn_connection_config_info
  - plugin: alicloud.vpn.peer_config
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Configure strongSwan in the office
  ansible.builtin.copy:
    dest: /etc/swanctl/conf.d/hq.conf
    content: >-
      {{ lookup('alicloud.vpn.vpn_connection_config', 'hq-office') | alicloud.vpn.peer_config('strongswan_swanctl') }}
    mode: "0600"
  no_log: true
"""

RETURN = r"""
---
_raw:
  description: >-
    A configuration for each term, as M(alicloud.vpn.vpn_connection_config_info) returns it with
    O(alicloud.vpn.vpn_connection_config_info#module:include_secrets=true).
  type: list
  elements: dict
"""

import typing as t

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.vpn_connection_config import download
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect
from ansible_collections.alicloud.vpn.plugins.plugin_utils._failures import failures
from ansible_collections.alicloud.vpn.plugins.plugin_utils._lookup import prepare
from ansible_collections.alicloud.vpn.plugins.plugin_utils._options import connection


class LookupModule(LookupBase):
    def run(self, terms: list[t.Any], variables: t.Mapping[str, t.Any] | None = None, **kwargs: t.Any) -> list[t.Any]:
        with failures(AnsibleLookupError):
            requested = prepare(self, terms, variables, kwargs)
            client = connect(connection(self, self._templar, kwargs), read_only=True)
            wanted = [{"vpn_connection": term, "include_secrets": True} for term in requested]
            return [download(options, client, check=False)["vpn_connection_config"] for options in wanted]
