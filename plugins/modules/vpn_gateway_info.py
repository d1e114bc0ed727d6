#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_gateway_info
short_description: List VPN gateways of Alibaba Cloud
version_added: 0.1.0
description:
  - Lists the VPN gateways of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway_ids:
    description: Only gateways with these IDs. IDs that do not exist are left out.
    type: list
    elements: str
  names:
    description: Only gateways with one of these names.
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
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
seealso:
  - module: alicloud.vpn.vpn_gateway
"""

EXAMPLES = r"""
---
- name: List the active gateways of a VPC
  alicloud.vpn.vpn_gateway_info:
    vpc_id: vpc-bp1ub1yt9cvakoelj0001
    status: active
  register: gateways

- name: Get the addresses of the gateways with a tag
  alicloud.vpn.vpn_gateway_info:
    tags:
      site: hangzhou
    query: "[].internet_ip"

- name: Read two gateways by name
  alicloud.vpn.vpn_gateway_info:
    names: [hq, branch]
"""

RETURN = r"""
---
vpn_gateways:
  description: The VPN gateways, in the order of the service.
  returned: success
  type: list
  elements: dict
  contains:
    vpn_gateway_id:
      description: The ID of the VPN gateway.
      returned: always
      type: str
      sample: "vpn-bp1r3v1xqkl0w519g0001"
    name:
      description: The name.
      returned: always
      type: str
      sample: "vpngatewayname"
    description:
      description: The description.
      returned: always
      type: str
      sample: "vpngatewaydescription"
    status:
      description: The state - one of init, provisioning, active, updating, deleting.
      returned: always
      type: str
      sample: "init"
    business_status:
      description: Whether the account has paid - one of Normal, FinancialLocked.
      returned: always
      type: str
      sample: "Normal"
    vpc_id:
      description: The VPC it serves.
      returned: always
      type: str
      sample: "vpc-bp19m2yx1m5q0avyq0001"
    vswitch_id:
      description: The vSwitch it is placed in.
      returned: always
      type: str
      sample: "vsw-bp1dmzugdikc6hdgx0001"
    disaster_recovery_vswitch_id:
      description: The second vSwitch.
      returned: always
      type: str
    internet_ip:
      description: The public address.
      returned: always
      type: str
      sample: "47.22.10.20"
    disaster_recovery_internet_ip:
      description: The second public address, of dual-tunnel gateways.
      returned: always
      type: str
    ssl_vpn_internet_ip:
      description: The address for SSL-VPN clients.
      returned: always
      type: str
    spec:
      description: The bandwidth in Mbit/s.
      returned: always
      type: str
      sample: "5M"
    charge_type:
      description: How it is paid - one of Prepay, POSTPAY, PostpayByFlow.
      returned: always
      type: str
      sample: "Prepay"
    ipsec_vpn:
      description: Whether IPsec-VPN is on - one of enable, disable.
      returned: always
      type: str
      sample: "enable"
    ssl_vpn:
      description: Whether SSL-VPN is on - one of enable, disable.
      returned: always
      type: str
      sample: "enable"
    ssl_max_connections:
      description: The most SSL clients at one time.
      returned: always
      type: int
      sample: 5
    enable_bgp:
      description: Whether BGP can be used.
      returned: always
      type: bool
      sample: true
    auto_propagate:
      description: Whether BGP routes are put into the VPC by themselves.
      returned: always
      type: bool
      sample: true
    vpn_type:
      description: The kind of ciphers - one of Normal, NationalStandard.
      returned: always
      type: str
      sample: "Normal"
    network_type:
      description: Whether its addresses are public or private - one of public, private.
      returned: always
      type: str
    gateway_type:
      description: The kind of gateway - one of Traditional, Enhanced.SiteToSite.
      returned: always
      type: str
    resource_group_id:
      description: The resource group.
      returned: always
      type: str
    eni_instance_ids:
      description: The network interfaces of the gateway.
      returned: always
      type: list
      elements: str
    reservation_data:
      description: >-
        An order that has not taken effect yet; only with O(include_reservation_data=true) of the info
        module.
      returned: always
      type: dict
      contains:
        status:
          description: The state - one of 1, 2.
          returned: where the service gives it
          type: str
          sample: "1"
        reservation_order_type:
          description: The kind of order - one of RENEWCHANGE, TEMP_UPGRADE, RENEW.
          returned: where the service gives it
          type: str
          sample: "TEMP_UPGRADE"
        reservation_ipsec:
          description: Whether IPsec-VPN will be on - one of enable, disable.
          returned: where the service gives it
          type: str
          sample: "enable"
        reservation_spec:
          description: The bandwidth to come.
          returned: where the service gives it
          type: str
          sample: "5"
        reservation_ssl:
          description: Whether SSL-VPN will be on - one of enable, disable.
          returned: where the service gives it
          type: str
          sample: "enable"
        reservation_max_connections:
          description: The number of SSL clients to come.
          returned: where the service gives it
          type: int
          sample: 5
        reservation_end_time:
          description: End of a temporary upgrade or start of a renewal.
          returned: where the service gives it
          type: str
          sample: "2020-07-20T16:00:00Z"
    tag:
      description: Marks that the service sets itself, as JSON text. Not the tags.
      returned: always
      type: str
      sample: "{\"VpnNewImage\":\"true\",\"VpnVersion\":\"v1.2.2\"}"
    tags:
      description: The tags, as a dictionary.
      returned: always
      type: dict
      sample: {site: hangzhou}
    create_time:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1495382400000
    end_time:
      description: End of the subscription, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1495382400000
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeVpnGateways"
    code:
      description: The code of the service.
      returned: where the service gives it
      type: str
      sample: "Forbidden"
    message:
      description: The message of the service.
      returned: where the service gives it
      type: str
      sample: "User not authorized to operate on the specified resource."
    http_status:
      description: The HTTP status.
      returned: where the service gives it
      type: int
      sample: 403
    request_id:
      description: The request, for a support ticket.
      returned: where the service gives it
      type: str
      sample: "4C467B38-3910-447D-87BC-AC049166F216"
    tries:
      description: How often it was tried.
      returned: where the service gives it
      type: int
      sample: 1
"""

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run_info
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY


def main():
    run_info(VPN_GATEWAY)


if __name__ == "__main__":
    main()
