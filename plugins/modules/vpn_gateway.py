#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_gateway
short_description: Manage VPN gateways of Alibaba Cloud
version_added: 0.1.0
description:
  - Makes, changes and deletes VPN gateways, and keeps their tags.
  - A gateway costs money. It is found again by its name, and a write keeps one client token over all its tries, so that
    neither a second run nor a lost answer makes a second one.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway_id:
    description:
      - The ID of an existing gateway. Either this or O(name) must be given.
    type: str
  name:
    description:
      - The name. Without O(vpn_gateway_id) it is what the gateway is found by; the task fails when several have it.
      - 2 to 100 characters, starting with a letter or Chinese character, then letters, digits, Chinese characters, and
        the characters C(.), C(_) and C(-).
    type: str
  description:
    description: Free text of 1 to 100 characters, not starting with C(http://) or C(https://).
    type: str
  vpc_id:
    description: The VPC the gateway serves. Required to make one. Cannot be changed.
    type: str
  vswitch_id:
    description:
      - The vSwitch the gateway is placed in; the service chooses one when it is left out. Cannot be changed.
    type: str
  disaster_recovery_vswitch_id:
    description:
      - A second vSwitch, in another zone of the VPC. Regions that make gateways for dual-tunnel connections need both.
        Cannot be changed.
    type: str
  bandwidth:
    description:
      - The public bandwidth in Mbit/s. Required to make a gateway. Cannot be changed.
      - The China site has all values up to V(1000), the international site V(10), V(100), V(200), V(500) and V(1000),
        private gateways V(200) and V(1000).
    type: int
    choices: [5, 10, 20, 50, 100, 200, 500, 1000]
  instance_charge_type:
    description:
      - How the gateway is paid. Accounts of the China site need V(PREPAY), those of the international site V(POSTPAY).
        Cannot be changed.
      - A gateway with V(PREPAY) cannot be deleted before its end date. The task fails then and names the date.
    type: str
    choices: [PREPAY, POSTPAY]
  period:
    description: Months of the subscription. Only with O(instance_charge_type=PREPAY), and only used to make a gateway.
    type: int
    choices: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36]
  auto_pay:
    description:
      - Whether the order of a subscription is paid at once. The service's own default is V(false), and the gateway then
        stays in the state C(init) until the order is paid in the console. Only used to make a gateway.
    type: bool
  enable_ipsec:
    description: Whether IPsec-VPN is on; the service's default is V(true). Cannot be changed.
    type: bool
  enable_ssl:
    description: Whether SSL-VPN is on; the service's default is V(false). Cannot be changed.
    type: bool
  ssl_connections:
    description: The most SSL clients at one time. Only together with O(enable_ssl=true). Cannot be changed.
    type: int
    choices: [5, 10, 20, 50, 100, 200, 500, 1000]
  vpn_type:
    description: V(Normal), or V(NationalStandard) for the Chinese SM ciphers (China site only). Cannot be changed.
    type: str
    choices: [Normal, NationalStandard]
  network_type:
    description:
      - Whether the gateway has public or private addresses; the service's default is V(public). Cannot be changed.
    type: str
    choices: [public, private]
  resource_group_id:
    description: The resource group; the default one when left out. Cannot be changed here.
    type: str
  auto_propagate:
    description: Whether BGP routes are put into the VPC's system route table by themselves.
    type: bool
  wait_timeout:
    description: Seconds for everything together, the retries while another change runs included.
    type: int
    default: 900
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
  - alicloud.vpn.state.recreate
  - alicloud.vpn.state.tags
seealso:
  - module: alicloud.vpn.vpn_gateway_info
  - module: alicloud.vpn.vpn_connection
  - module: alicloud.vpn.customer_gateway
"""

EXAMPLES = r"""
---
- name: Make a VPN gateway
  alicloud.vpn.vpn_gateway:
    name: hq
    vpc_id: vpc-bp1ub1yt9cvakoelj0001
    vswitch_id: vsw-bp1j5miw2bae9s2vt0001
    bandwidth: 10
    instance_charge_type: POSTPAY
    description: Head office
    tags:
      site: hangzhou
  register: hq

- name: Show the address that the offices connect to
  ansible.builtin.debug:
    var: hq.vpn_gateway.internet_ip

- name: Change the description, and add a tag without touching the others
  alicloud.vpn.vpn_gateway:
    name: hq
    description: Head office, Hangzhou
    tags:
      owner: network
    purge_tags: false

- name: Rename it; this needs the ID
  alicloud.vpn.vpn_gateway:
    vpn_gateway_id: "{{ hq.vpn_gateway.vpn_gateway_id }}"
    name: head-office

- name: Delete it
  alicloud.vpn.vpn_gateway:
    name: head-office
    state: absent
"""

RETURN = r"""
---
vpn_gateway:
  description: The VPN gateway; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
        An order that has not taken effect yet. The service shows it to the info module, when that asks for it.
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
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateVpnGateway]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateVpnGateway"
    code:
      description: The code of the service.
      returned: where the service gives it
      type: str
      sample: "VpnGateway.Configuring"
    message:
      description: The message of the service.
      returned: where the service gives it
      type: str
      sample: "The specified service is configuring."
    http_status:
      description: The HTTP status.
      returned: where the service gives it
      type: int
      sample: 400
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

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY


def main():
    run(VPN_GATEWAY)


if __name__ == "__main__":
    main()
