#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ipsec_server_info
short_description: List IPsec servers of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Lists the IPsec servers of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ipsec_server_ids:
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
  - alicloud.vpn.state.secrets
seealso:
  - module: alicloud.vpn.ipsec_server
"""

EXAMPLES = r"""
---
- name: List the IPsec servers
  alicloud.vpn.ipsec_server_info:
  register: servers
"""

RETURN = r"""
---
ipsec_servers:
  description: The IPsec servers, in the order of the service.
  returned: success
  type: list
  elements: dict
  contains:
    ipsec_server_id:
      description: The ID of the IPsec server.
      returned: always
      type: str
      sample: "iss-bp1bo3xuvcxo7ixll0001"
    ipsec_server_name:
      description: The name.
      returned: always
      type: str
      sample: "test"
    vpn_gateway_id:
      description: The ID of the VPN gateway.
      returned: always
      type: str
      sample: "vpn-bp1q8bgx4xnkm2ogj0001"
    region_id:
      description: The region.
      returned: always
      type: str
      sample: "cn-hangzhou"
    internet_ip:
      description: The public address.
      returned: always
      type: str
      sample: "47.22.10.20"
    local_subnet:
      description: The networks on the VPC side.
      returned: always
      type: list
      elements: str
      sample: [192.168.0.0/16]
    client_ip_pool:
      description: The network of the clients.
      returned: always
      type: str
      sample: "10.0.0.0/24"
    effect_immediately:
      description: Whether negotiation starts at once.
      returned: always
      type: bool
      sample: false
    psk_enabled:
      description: "Whether the key is used; always V(true)."
      returned: always
      type: bool
      sample: true
    psk:
      description: "The pre-shared key; masked unless O(include_secrets=true)."
      returned: always
      type: str
      sample: "pgw6dy7d0001"
    multi_factor_auth_enabled:
      description: Whether clients also log in through IDaaS.
      returned: always
      type: bool
      sample: true
    idaas_instance_id:
      description: The IDaaS instance.
      returned: always
      type: str
      sample: "idaas-cn-hangzhou-0001"
    max_connections:
      description: "SSL connection limit of the gateway; shared with SSL-VPN."
      returned: always
      type: int
      sample: 5
    online_client_count:
      description: Clients connected to this server.
      returned: always
      type: int
      sample: 1
    resource_group_id:
      description: The resource group.
      returned: always
      type: str
    ike_config:
      description: Phase 1. The key is masked unless O(include_secrets=true).
      returned: always
      type: dict
      contains:
        ike_version:
          description: The version of IKE.
          returned: where the service gives it
          type: str
          sample: "ikev2"
        ike_mode:
          description: The negotiation mode.
          returned: where the service gives it
          type: str
          sample: "main"
        ike_enc_alg:
          description: The encryption algorithm of phase 1.
          returned: where the service gives it
          type: str
          sample: "aes"
        ike_auth_alg:
          description: The authentication algorithm of phase 1.
          returned: where the service gives it
          type: str
          sample: "sha1"
        ike_pfs:
          description: The Diffie-Hellman group of phase 1.
          returned: where the service gives it
          type: str
          sample: "group2"
        ike_lifetime:
          description: The lifetime of phase 1 in seconds.
          returned: where the service gives it
          type: int
          sample: 86400
        local_id:
          description: The identity of the cloud side.
          returned: where the service gives it
          type: str
          sample: "116.64.10.20"
        remote_id:
          description: The identity of the peer.
          returned: where the service gives it
          type: str
          sample: "139.67.10.20"
    ipsec_config:
      description: Phase 2.
      returned: always
      type: dict
      contains:
        ipsec_enc_alg:
          description: The encryption algorithm of phase 2.
          returned: where the service gives it
          type: str
          sample: "aes"
        ipsec_auth_alg:
          description: The authentication algorithm of phase 2.
          returned: where the service gives it
          type: str
          sample: "sha1"
        ipsec_pfs:
          description: The Diffie-Hellman group of phase 2.
          returned: where the service gives it
          type: str
          sample: "group2"
        ipsec_lifetime:
          description: The lifetime of phase 2 in seconds.
          returned: where the service gives it
          type: int
          sample: 86400
    creation_time:
      description: When it was made, in UTC.
      returned: always
      type: str
      sample: "2018-12-03T10:11:55Z"
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "ListIpsecServers"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ipsec_server import IPSEC_SERVER


def main():
    run_info(IPSEC_SERVER)


if __name__ == "__main__":
    main()
