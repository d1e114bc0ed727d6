#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ssl_vpn_server
short_description: Manage SSL-VPN servers of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Makes, changes and deletes the SSL-VPN server of a VPN gateway. Its clients are OpenVPN programs with a certificate.
  - The gateway must have been made with C(enable_ssl). It has one server at most.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ssl_vpn_server_id:
    description: The ID of an existing server. Either this or O(name) must be given.
    type: str
  name:
    description:
      - The name, of 1 to 100 characters, not starting with C(http://) or C(https://).
      - Without O(ssl_vpn_server_id) it is what the server is found by, among those of O(vpn_gateway) if given.
    type: str
  vpn_gateway:
    description: The ID or the name of the VPN gateway. Required to make a server. Cannot be changed.
    type: str
    aliases: [vpn_gateway_id]
  client_ip_pool:
    description:
      - The network that clients get their addresses from, with a mask from /16 to /29. Required to make a server.
      - It must not overlap O(local_subnet), nor the VPC. Each client takes four addresses of it.
    type: str
  local_subnet:
    description: The networks that clients reach, 1 to 10. Required to make a server. Their order does not matter.
    type: list
    elements: str
  proto:
    description: The transport. Better said than left to the service, whose default has changed over the years.
    type: str
    choices: [TCP, UDP]
  cipher:
    description: The cipher for OpenVPN clients older than 2.4.0; newer ones negotiate it.
    type: str
    choices: [AES-128-CBC, AES-192-CBC, AES-256-CBC, none]
  port:
    description:
      - The port the server listens on; the service's default is V(1194).
      - The ports 22, 53, 68, 80, 123, 443, 500, 2222, 4500, 4510, 4560, 7505, 9000 to 9002 and 22222 are reserved.
    type: int
  compress:
    description: Whether traffic is compressed; the service's default is V(false).
    type: bool
  enable_multi_factor_auth:
    description: Whether clients also log in through IDaaS. It needs O(idaas_instance_id) and O(idaas_region_id).
    type: bool
  idaas_instance_id:
    description: The IDaaS EIAM instance.
    type: str
  idaas_region_id:
    description: The region of the IDaaS instance.
    type: str
  idaas_application_id:
    description: The IDaaS application; needed with EIAM 2.0.
    type: str
  wait_timeout:
    description: Seconds for everything together, the retries while another change of the gateway runs included.
    type: int
    default: 300
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
  - alicloud.vpn.state.recreate
notes:
  - Deleting a server deletes its client certificates and cuts their clients off.
seealso:
  - module: alicloud.vpn.ssl_vpn_server_info
  - module: alicloud.vpn.ssl_vpn_client_cert
"""

EXAMPLES = r"""
---
- name: Let employees in by OpenVPN
  alicloud.vpn.ssl_vpn_server:
    name: hq-remote
    vpn_gateway: hq
    client_ip_pool: 192.168.100.0/24
    local_subnet: [10.10.0.0/16]
    proto: UDP
    port: 1195

- name: Let them reach one more network
  alicloud.vpn.ssl_vpn_server:
    name: hq-remote
    vpn_gateway: hq
    local_subnet: [10.10.0.0/16, 10.11.0.0/16]

- name: Delete the server and all of its client certificates
  alicloud.vpn.ssl_vpn_server:
    name: hq-remote
    vpn_gateway: hq
    state: absent
"""

RETURN = r"""
---
ssl_vpn_server:
  description: The SSL-VPN server; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateSslVpnServer]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateSslVpnServer"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_server import SSL_VPN_SERVER


def main():
    run(SSL_VPN_SERVER)


if __name__ == "__main__":
    main()
