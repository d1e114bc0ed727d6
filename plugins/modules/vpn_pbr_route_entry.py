#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_pbr_route_entry
short_description: Manage policy-based routes of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Makes, changes and deletes the routes that send traffic from a source to a destination through an IPsec connection,
    and publishes them to the VPC. A gateway looks at them before its destination-based routes.
  - A route has no ID. It is the one with this gateway, source, destination and connection.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: The ID or the name of the VPN gateway.
    type: str
    required: true
    aliases: [vpn_gateway_id]
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
    description: V(100) for the active route, V(0) for the standby one. A new route gets V(100) when this is not set.
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
  wait_timeout:
    description: Seconds for everything together, the retries while another change of the gateway runs included.
    type: int
    default: 300
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
seealso:
  - module: alicloud.vpn.vpn_pbr_route_entry_info
  - module: alicloud.vpn.vpn_gateway_routes
  - module: alicloud.vpn.vpn_route_entry
"""

EXAMPLES = r"""
---
- name: Send the traffic from one block to the office through its connection
  alicloud.vpn.vpn_pbr_route_entry:
    vpn_gateway: hq
    route_source: 10.10.5.0/24
    route_dest: 192.168.20.0/24
    next_hop: hq-office

- name: Make it the standby route
  alicloud.vpn.vpn_pbr_route_entry:
    vpn_gateway: hq
    route_source: 10.10.5.0/24
    route_dest: 192.168.20.0/24
    next_hop: hq-office
    weight: 0

- name: Delete it
  alicloud.vpn.vpn_pbr_route_entry:
    vpn_gateway: hq
    route_source: 10.10.5.0/24
    route_dest: 192.168.20.0/24
    next_hop: hq-office
    state: absent
"""

RETURN = r"""
---
vpn_pbr_route_entry:
  description: The policy route; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
  sample: [CreateVpnPbrRouteEntry]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateVpnPbrRouteEntry"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_pbr_route_entry import VPN_PBR_ROUTE_ENTRY


def main():
    run(VPN_PBR_ROUTE_ENTRY)


if __name__ == "__main__":
    main()
