#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ipsec_server
short_description: Manage IPsec servers of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Makes, changes and deletes the IPsec server of a VPN gateway, which phones and computers connect to with the IPsec
    program of their system and a pre-shared key.
  - The gateway must have been made with C(enable_ssl). It has one server at most.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ipsec_server_id:
    description: The ID of an existing server. Either this or O(name) must be given.
    type: str
  name:
    description:
      - The name, of 1 to 100 characters.
      - Without O(ipsec_server_id) it is what the server is found by, among those of O(vpn_gateway) when that is given.
    type: str
  vpn_gateway:
    description: The ID or the name of the VPN gateway. Required to make a server. Cannot be changed.
    type: str
    aliases: [vpn_gateway_id]
  local_subnet:
    description: The networks that clients reach, 1 to 10. Required to make a server. Their order does not matter.
    type: list
    elements: str
  client_ip_pool:
    description: The network that clients get their addresses from. Required to make a server.
    type: str
  effect_immediately:
    description: Whether tunnels are negotiated anew at once; otherwise with the next traffic.
    type: bool
  psk:
    description:
      - The pre-shared key, of 1 to 100 characters. The service makes one of 16 when a new server is given none.
      - It is compared with the present one and never shown. Take it from Ansible Vault or the environment.
    type: str
  ike_config:
    description: Phase 1. Suboptions that are left out keep their values.
    type: dict
    suboptions:
      ike_version:
        description: The version of IKE; the service's default is V(ikev2).
        type: str
        choices: [ikev1, ikev2]
      ike_mode:
        description: The negotiation mode; the service's default is V(main).
        type: str
      ike_enc_alg:
        description: The encryption algorithm; the service's default is V(aes).
        type: str
      ike_auth_alg:
        description: The authentication algorithm; the service's default is V(sha1).
        type: str
      ike_pfs:
        description: The Diffie-Hellman group; the service's default is V(group2).
        type: str
      ike_lifetime:
        description: The lifetime in seconds, V(0) to V(86400).
        type: int
      local_id:
        description: The identity of the server; the gateway's address by default.
        type: str
      remote_id:
        description: The identity that is expected of clients.
        type: str
  ipsec_config:
    description: Phase 2. Suboptions that are left out keep their values.
    type: dict
    suboptions:
      ipsec_enc_alg:
        description: The encryption algorithm; the service's default is V(aes).
        type: str
      ipsec_auth_alg:
        description: The authentication algorithm; the service's default is V(sha1).
        type: str
      ipsec_pfs:
        description: The Diffie-Hellman group; the service's default is V(group2).
        type: str
      ipsec_lifetime:
        description: The lifetime in seconds, V(0) to V(86400).
        type: int
  dry_run:
    description:
      - Have the service check whether the change would be done, without doing it. The task fails with the service's
        reason if it would not.
      - The task never reports a change then. It is not used in check mode, in which nothing but reads is sent.
    type: bool
    default: false
  wait_timeout:
    description: Seconds for everything together, the retries while another change of the gateway runs included.
    type: int
    default: 300
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
  - alicloud.vpn.state.recreate
  - alicloud.vpn.state.secrets
seealso:
  - module: alicloud.vpn.ipsec_server_info
  - module: alicloud.vpn.vpn_gateway
"""

EXAMPLES = r"""
---
- name: Let phones in
  alicloud.vpn.ipsec_server:
    name: hq-phones
    vpn_gateway: hq
    local_subnet: [10.10.0.0/16]
    client_ip_pool: 192.168.101.0/24
    psk: "{{ phones_psk }}"

- name: Change the algorithms of phase 1
  alicloud.vpn.ipsec_server:
    name: hq-phones
    vpn_gateway: hq
    ike_config:
      ike_enc_alg: aes256
      ike_auth_alg: sha256

- name: Delete the server
  alicloud.vpn.ipsec_server:
    name: hq-phones
    vpn_gateway: hq
    state: absent
"""

RETURN = r"""
---
ipsec_server:
  description: The IPsec server; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateIpsecServer]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateIpsecServer"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ipsec_server import IPSEC_SERVER


def main():
    run(IPSEC_SERVER)


if __name__ == "__main__":
    main()
