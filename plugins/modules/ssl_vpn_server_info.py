#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ssl_vpn_server_info
short_description: List SSL-VPN servers of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Lists the SSL-VPN servers of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ssl_vpn_server_ids:
    description: Only servers with these IDs. IDs that do not exist are left out.
    type: list
    elements: str
  names:
    description: Only servers with one of these names.
    type: list
    elements: str
  vpn_gateway:
    description: Only servers of this VPN gateway, given by ID or name.
    type: str
    aliases: [vpn_gateway_id]
  resource_group_id:
    description: Only servers of this resource group.
    type: str
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
seealso:
  - module: alicloud.vpn.ssl_vpn_server
"""

EXAMPLES = r"""
---
- name: List the SSL-VPN servers
  alicloud.vpn.ssl_vpn_server_info:
  register: servers

- name: See how many clients are connected
  alicloud.vpn.ssl_vpn_server_info:
    vpn_gateway: hq
    query: "[].connections"
"""

RETURN = r"""
---
ssl_vpn_servers:
  description: The SSL-VPN servers, in the order of the service.
  returned: success
  type: list
  elements: dict
  contains:
    ssl_vpn_server_id:
      description: The ID of the SSL-VPN server.
      returned: always
      type: str
      sample: "vss-bp15j3du13gq1dgey0001"
    name:
      description: The name.
      returned: always
      type: str
      sample: "test"
    vpn_gateway_id:
      description: The ID of the VPN gateway.
      returned: always
      type: str
      sample: "vpn-bp1on0xae9d771ggi0001"
    region_id:
      description: The region.
      returned: always
      type: str
      sample: "cn-hangzhou"
    internet_ip:
      description: The public address.
      returned: always
      type: str
      sample: "47.5.10.20"
    client_ip_pool:
      description: The network of the clients.
      returned: always
      type: str
      sample: "10.10.1.0/24"
    local_subnet:
      description: The networks on the VPC side.
      returned: always
      type: list
      elements: str
      sample: [192.168.0.0/24]
    proto:
      description: The transport.
      returned: always
      type: str
      sample: "UDP"
    cipher:
      description: The cipher.
      returned: always
      type: str
      sample: "AES-128-CBC"
    port:
      description: The port.
      returned: always
      type: int
      sample: 1194
    compress:
      description: Whether traffic is compressed.
      returned: always
      type: bool
      sample: false
    connections:
      description: Clients connected now.
      returned: always
      type: int
      sample: 0
    max_connections:
      description: Connection limit.
      returned: always
      type: int
      sample: 5
    enable_multi_factor_auth:
      description: Whether clients also log in through IDaaS.
      returned: always
      type: bool
      sample: true
    idaas_instance_id:
      description: The IDaaS instance.
      returned: always
      type: str
      sample: "idaas-cn-hangzhou-0001"
    idaas_region_id:
      description: The region of the IDaaS instance.
      returned: always
      type: str
      sample: "cn-hangzhou"
    idaas_application_id:
      description: The IDaaS application.
      returned: always
      type: str
      sample: "app_my6g4qmvnwxzj2f0001"
    idaas_instance_version:
      description: The version of the IDaaS instance.
      returned: always
      type: str
      sample: "EIAM 2.0"
    dns_servers:
      description: The DNS servers of the clients.
      returned: always
      type: str
    resource_group_id:
      description: The resource group.
      returned: always
      type: str
      sample: "rg-acfmzs372yg0001"
    create_time:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1613800884000
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeSslVpnServers"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_server import SSL_VPN_SERVER


def main():
    run_info(SSL_VPN_SERVER)


if __name__ == "__main__":
    main()
