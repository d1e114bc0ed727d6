# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: customer_gateways
short_description: Find customer gateways of Alibaba Cloud
version_added: 0.1.0
description:
  - Returns the customer gateways of a region - all of them, or those with the given IDs and names.
  - Secrets are masked, always. M(alicloud.vpn.customer_gateway_info) can show them.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  _terms:
    description:
      - IDs and names. Without any, all customer gateways of the region are returned. An empty list returns none.
    type: list
    elements: str
  resource_group_id:
    description: Only customer gateways of this resource group.
    type: str
  tags:
    description: Only customer gateways that have all of these tags.
    type: dict
extends_documentation_fragment:
  - alicloud.vpn.connection
  - alicloud.vpn.connection.plugins
  - alicloud.vpn.info
  - alicloud.vpn.lookup
seealso:
  - module: alicloud.vpn.customer_gateway_info
"""

EXAMPLES = r"""
---
- name: Show the address of the office
  ansible.builtin.debug:
    msg: "{{ lookup('alicloud.vpn.customer_gateways', 'office').ip_address }}"

- name: Show the addresses of all sites with a tag
  ansible.builtin.debug:
    msg: "{{ query('alicloud.vpn.customer_gateways', tags={'part': 'branch'}, query='[].ip_address') }}"
"""

RETURN = r"""
---
_raw:
  description:
    - The customer gateways, in the order of the terms, or what O(query) makes of them.
    - Each is as M(alicloud.vpn.customer_gateway_info) returns it with its secrets masked.
  type: list
  elements: raw
"""

from ansible.plugins.lookup import LookupBase

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY
from ansible_collections.alicloud.vpn.plugins.plugin_utils._lookup import look_up


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return look_up(self, CUSTOMER_GATEWAY, terms, variables, kwargs)
