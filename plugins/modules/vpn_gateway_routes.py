#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_gateway_routes
short_description: Manage all routes of an Alibaba Cloud VPN gateway in one task
version_added: 0.1.0
description:
  - Brings the destination-based and the policy-based routes of a gateway to what the task says, with one read for each
    kind of route and then only the differences.
  - The gateway takes one change at a time, so that many differences take a while. What is unchanged costs nothing.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: The ID or the name of the VPN gateway.
    type: str
    required: true
    aliases: [vpn_gateway_id]
  destination_routes:
    description: The destination-based routes. This kind of route is left alone when it is not set.
    type: list
    elements: dict
    suboptions:
      route_dest:
        description: The destination, a network such as V(192.168.10.0/24). V(0.0.0.0/0) is not allowed.
        type: str
        required: true
      next_hop:
        description: The ID or the name of the IPsec connection that the traffic goes to.
        type: str
        required: true
      weight:
        description: V(100) for the active route, V(0) for the standby one. A new route is V(100) if this is not set.
        type: int
        choices: [0, 100]
      publish_vpc:
        description:
          - Whether the route stands in the VPC's system route table. A new route is published when this is not set.
        type: bool
      description:
        description:
          - Free text of 1 to 100 characters. The service never shows it, so that it is only used to make a route.
        type: str
      overlay_mode:
        description: The tunnel protocol. The service never shows it, so that it is only used to make a route.
        type: str
        choices: [Ipsec]
  policy_routes:
    description: The policy-based routes. This kind of route is left alone when it is not set.
    type: list
    elements: dict
    suboptions:
      route_source:
        description: The source, a network such as V(10.10.0.0/16).
        type: str
        required: true
      route_dest:
        description: The destination, a network such as V(192.168.10.0/24). V(0.0.0.0/0) is not allowed.
        type: str
        required: true
      next_hop:
        description: The ID or the name of the IPsec connection that the traffic goes to.
        type: str
        required: true
      weight:
        description: V(100) for the active route, V(0) for the standby one. A new route is V(100) if this is not set.
        type: int
        choices: [0, 100]
      priority:
        description:
          - The priority, V(1) to V(100); smaller goes first. The service's default is V(10). Only gateways that support
            priorities take it.
        type: int
      publish_vpc:
        description:
          - Whether the route stands in the VPC's system route table. A new route is published when this is not set.
        type: bool
      description:
        description:
          - Free text of 1 to 100 characters. The service never shows it, so that it is only used to make a route.
        type: str
      overlay_mode:
        description: The tunnel protocol. The service never shows it, so that it is only used to make a route.
        type: str
        choices: [Ipsec]
  purge_routes:
    description:
      - Whether other routes of the kinds that are set are deleted. An empty list together with V(true) deletes all of
        them. Routes learnt by BGP are never touched.
      - The service adds policy routes of its own for connections with networks on both sides and C(auto_config_route);
        they are deleted too when O(policy_routes) does not name them.
    type: bool
    default: false
  state:
    description: Whether the routes should exist. V(absent) deletes the routes that are named and nothing else.
    type: str
    choices: [present, absent]
    default: present
  wait:
    description: Whether to wait after the last change too until the gateway is active again.
    type: bool
    default: true
  wait_timeout:
    description: Seconds for everything together, the retries while another change of the gateway runs included.
    type: int
    default: 1800
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
requirements:
  - jmespath
seealso:
  - module: alicloud.vpn.vpn_route_entry
  - module: alicloud.vpn.vpn_pbr_route_entry
"""

EXAMPLES = r"""
---
- name: Have exactly these destination routes
  alicloud.vpn.vpn_gateway_routes:
    vpn_gateway: hq
    destination_routes:
      - route_dest: 192.168.10.0/24
        next_hop: hq-office
      - route_dest: 192.168.11.0/24
        next_hop: hq-office
        publish_vpc: false
    purge_routes: true

- name: Delete one of them
  alicloud.vpn.vpn_gateway_routes:
    vpn_gateway: hq
    destination_routes:
      - route_dest: 192.168.11.0/24
        next_hop: hq-office
    state: absent
"""

RETURN = r"""
---
vpn_gateway_routes:
  description: The routes of the kinds that were set, as they are. In check mode as they are before the change.
  returned: success
  type: dict
  contains:
    destination_routes:
      description: The destination-based routes.
      returned: when O(destination_routes) is set
      type: list
      elements: dict
      contains:
        vpn_instance_id:
          description: The ID of the VPN gateway.
          returned: always
          type: str
          sample: "vpn-bp1cmw7jh1nfe43m90001"
        route_dest:
          description: The destination.
          returned: always
          type: str
          sample: "10.0.0.0/24"
        next_hop:
          description: The IPsec connection the traffic goes to.
          returned: always
          type: str
          sample: "vco-bp1tui07ob10fmuro0001"
        weight:
          description: V(100) is the active route and V(0) the standby one.
          returned: always
          type: int
          sample: 100
        state:
          description: The state - one of published, normal.
          returned: always
          type: str
          sample: "normal"
        route_entry_type:
          description: V(custom) or V(bgp).
          returned: always
          type: str
          sample: "custom"
        source:
          description: Where the route comes from.
          returned: always
          type: str
          sample: "CLOUD"
        as_path:
          description: AS numbers of a BGP route joined by commas.
          returned: always
          type: str
          sample: "65501,65001,60011"
        community:
          description: BGP communities joined by commas.
          returned: always
          type: str
          sample: "65001:1000,65501:2000"
        next_hop_tunnel_id:
          description: "Tunnel of the next hop; only on dual-tunnel gateways."
          returned: always
          type: str
          sample: "tun-36cfgpwjn58axj0001"
        create_time:
          description: When it was made, in milliseconds since 1970.
          returned: always
          type: int
          sample: 1563874074000
    policy_routes:
      description: The policy-based routes.
      returned: when O(policy_routes) is set
      type: list
      elements: dict
      contains:
        vpn_instance_id:
          description: The ID of the VPN gateway.
          returned: always
          type: str
          sample: "vpn-bp1cmw7jh1nfe43m90001"
        route_source:
          description: The source.
          returned: always
          type: str
          sample: "192.168.0.0/24"
        route_dest:
          description: The destination.
          returned: always
          type: str
          sample: "10.0.0.0/24"
        next_hop:
          description: The IPsec connection the traffic goes to.
          returned: always
          type: str
          sample: "vco-bp15oes1py4i66rmd0001"
        weight:
          description: V(100) is the active route and V(0) the standby one.
          returned: always
          type: int
          sample: 100
        priority:
          description: "The priority; smaller goes first."
          returned: always
          type: int
          sample: 10
        state:
          description: The state - one of published, normal.
          returned: always
          type: str
          sample: "published"
        next_hop_tunnel_id:
          description: Next hop tunnel id.
          returned: always
          type: str
          sample: "tun-opsqc4d97wni20001"
        create_time:
          description: When it was made, in milliseconds since 1970.
          returned: always
          type: int
          sample: 1492747187000
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateVpnRouteEntry]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateCustomerGateway"
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

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run_task
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.vpn_gateway_routes import VPN_GATEWAY_ROUTES


def main():
    run_task(VPN_GATEWAY_ROUTES)


if __name__ == "__main__":
    main()
