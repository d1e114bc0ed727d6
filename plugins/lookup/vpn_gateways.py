# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: vpn_gateways
short_description: Find VPN gateways of Alibaba Cloud
version_added: 0.1.0
description:
  - Returns the VPN gateways of a region - all of them, or those with the given IDs and names.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  _terms:
    description:
      - IDs and names. Without any, all VPN gateways of the region are returned. An empty list returns none.
    type: list
    elements: str
  vpc_id:
    description: Only gateways of this VPC.
    type: str
  status:
    description: Only gateways in this state.
    type: str
    choices: [init, provisioning, active, updating, deleting]
  business_status:
    description: Only gateways in this state of payment.
    type: str
    choices: [Normal, FinancialLocked]
  gateway_type:
    description: Only gateways of this kind.
    type: str
    choices: [Traditional, Enhanced.SiteToSite]
  resource_group_id:
    description: Only gateways of this resource group.
    type: str
  include_reservation_data:
    description: Whether orders that have not taken effect are shown too.
    type: bool
  tags:
    description: Only gateways that have all of these tags.
    type: dict
extends_documentation_fragment:
  - alicloud.vpn.connection
  - alicloud.vpn.connection.plugins
  - alicloud.vpn.info
  - alicloud.vpn.lookup
seealso:
  - module: alicloud.vpn.vpn_gateway_info
"""

EXAMPLES = r"""
---
- name: Show the address of a gateway
  ansible.builtin.debug:
    msg: "{{ lookup('alicloud.vpn.vpn_gateways', 'hq').internet_ip }}"

- name: Show the names of the active gateways of a VPC
  ansible.builtin.debug:
    msg: >-
      {{ query('alicloud.vpn.vpn_gateways', vpc_id='vpc-bp1ub1yt9cvakoelj0001', status='active', query='[].name') }}

- name: Go on if there is no such gateway
  ansible.builtin.debug:
    msg: "{{ query('alicloud.vpn.vpn_gateways', 'hq', 'branch', on_missing='warn') | length }} of 2 gateways exist"
"""

RETURN = r"""
---
_raw:
  description:
    - The VPN gateways, in the order of the terms, or what O(query) makes of them.
    - Each is as M(alicloud.vpn.vpn_gateway_info) returns it.
  type: list
  elements: raw
"""

from ansible.plugins.lookup import LookupBase

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.plugin_utils._lookup import look_up


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return look_up(self, VPN_GATEWAY, terms, variables, kwargs)
