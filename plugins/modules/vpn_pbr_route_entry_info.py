#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_pbr_route_entry_info
short_description: List policy-based routes of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Lists the policy-based routes of a VPN gateway.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: The ID or the name of the VPN gateway.
    type: str
    required: true
    aliases: [vpn_gateway_id]
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
seealso:
  - module: alicloud.vpn.vpn_pbr_route_entry
"""

EXAMPLES = r"""
---
- name: List the policy routes of a gateway
  alicloud.vpn.vpn_pbr_route_entry_info:
    vpn_gateway: hq
  register: routes
"""

RETURN = r"""
---
vpn_pbr_route_entries:
  description: The policy routes, in the order of the service.
  returned: success
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
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeVpnPbrRouteEntries"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_pbr_route_entry import VPN_PBR_ROUTE_ENTRY


def main():
    run_info(VPN_PBR_ROUTE_ENTRY)


if __name__ == "__main__":
    main()
