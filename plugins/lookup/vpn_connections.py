# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: vpn_connections
short_description: Find IPsec connections of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Returns the IPsec connections of a region - all of them, or those with the given IDs and names.
  - Connections that are given by ID, with no filter, are read one by one, which shows more of them than a list does.
  - Secrets are masked, always. P(alicloud.vpn.vpn_connection_config#lookup) returns the configuration of a connection
    with its keys.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  _terms:
    description:
      - IDs and names. Without any, all IPsec connections of the region are returned. An empty list returns none.
    type: list
    elements: str
  vpn_gateway:
    description: Only connections of this VPN gateway, given by ID or name.
    type: str
    aliases: [vpn_gateway_id]
  customer_gateway:
    description: Only connections to this customer gateway, given by ID or name.
    type: str
    aliases: [customer_gateway_id]
  resource_group_id:
    description: Only connections of this resource group.
    type: str
  tags:
    description: Only connections that have all of these tags.
    type: dict
extends_documentation_fragment:
  - alicloud.vpn.connection
  - alicloud.vpn.connection.plugins
  - alicloud.vpn.info
  - alicloud.vpn.lookup
seealso:
  - module: alicloud.vpn.vpn_connection_info
"""

EXAMPLES = r"""
---
- name: Stop unless the tunnel is up
  ansible.builtin.assert:
    that: connection.status == 'ipsec_sa_established'
  vars:
    connection: "{{ lookup('alicloud.vpn.vpn_connections', 'hq-office') }}"

- name: Name the connections of a gateway that carry no traffic
  ansible.builtin.debug:
    msg: >-
      {{ query('alicloud.vpn.vpn_connections', vpn_gateway='hq', query="[?status!='ipsec_sa_established'].name") }}
"""

RETURN = r"""
---
_raw:
  description:
    - The IPsec connections, in the order of the terms, or what O(query) makes of them.
    - Each is as M(alicloud.vpn.vpn_connection_info) returns it with its secrets masked.
  type: list
  elements: raw
"""

from ansible.plugins.lookup import LookupBase

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION
from ansible_collections.alicloud.vpn.plugins.plugin_utils._lookup import look_up


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return look_up(self, VPN_CONNECTION, terms, variables, kwargs)
