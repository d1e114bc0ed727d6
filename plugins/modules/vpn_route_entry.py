#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_route_entry
short_description: Manage destination-based routes of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Makes, changes and deletes the routes that send a destination through an IPsec connection, and publishes them to the
    VPC.
  - A route has no ID. It is the one with this gateway, destination and connection.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: The ID or the name of the VPN gateway.
    type: str
    required: true
    aliases: [vpn_gateway_id]
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
  - module: alicloud.vpn.vpn_route_entry_info
  - module: alicloud.vpn.vpn_connection
"""

EXAMPLES = r"""
---
- name: Send the office's network through its connection
  alicloud.vpn.vpn_route_entry:
    vpn_gateway: hq
    route_dest: 192.168.10.0/24
    next_hop: hq-office

- name: Withdraw the route from the VPC
  alicloud.vpn.vpn_route_entry:
    vpn_gateway: hq
    route_dest: 192.168.10.0/24
    next_hop: hq-office
    publish_vpc: false

- name: Delete it
  alicloud.vpn.vpn_route_entry:
    vpn_gateway: hq
    route_dest: 192.168.10.0/24
    next_hop: hq-office
    state: absent
"""

RETURN = r"""
---
vpn_route_entry:
  description: The route; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
      sample: "CreateVpnRouteEntry"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_route_entry import VPN_ROUTE_ENTRY


def main():
    run(VPN_ROUTE_ENTRY)


if __name__ == "__main__":
    main()
