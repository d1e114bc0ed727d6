#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_route_entry_info
short_description: List destination-based routes of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Lists the destination-based or the BGP routes of a VPN gateway.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: The ID or the name of the VPN gateway.
    type: str
    required: true
    aliases: [vpn_gateway_id]
  route_entry_type:
    description: V(custom) for destination-based routes, which is the service's default, V(bgp) for those learnt by BGP.
    type: str
    choices: [custom, bgp]
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
seealso:
  - module: alicloud.vpn.vpn_route_entry
"""

EXAMPLES = r"""
---
- name: List the routes of a gateway
  alicloud.vpn.vpn_route_entry_info:
    vpn_gateway: hq
  register: routes

- name: List the destinations that the VPC knows
  alicloud.vpn.vpn_route_entry_info:
    vpn_gateway: hq
    query: "[?state=='published'].route_dest"
"""

RETURN = r"""
---
vpn_route_entries:
  description: The routes, in the order of the service.
  returned: success
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
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeVpnRouteEntries"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_route_entry import VPN_ROUTE_ENTRY


def main():
    run_info(VPN_ROUTE_ENTRY)


if __name__ == "__main__":
    main()
