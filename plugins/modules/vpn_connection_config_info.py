#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_connection_config_info
short_description: Get the configuration for the on-premises end of an IPsec connection
version_added: 0.1.0
description:
  - Downloads what the on-premises device has to be configured with.
  - Everything is seen from that device's point of view - C(local) is the customer gateway, C(remote) the VPN gateway.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_connection:
    description: The ID or the name of the connection.
    type: str
    required: true
    aliases: [vpn_connection_id]
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.state.secrets
notes:
  - The pre-shared key is part of the configuration. It is masked unless O(include_secrets=true); use C(no_log=true) on
    the task then.
seealso:
  - module: alicloud.vpn.vpn_connection
"""

EXAMPLES = r"""
---
- name: Get what the office's device needs, the key included
  alicloud.vpn.vpn_connection_config_info:
    vpn_connection: hq-office
    include_secrets: true
  no_log: true
  register: peer
"""

RETURN = r"""
---
vpn_connection_config:
  description: The configuration, from the point of view of the on-premises device.
  returned: success
  type: dict
  contains:
    local:
      description: The identity of the customer gateway.
      returned: always
      type: str
      sample: 203.0.113.10
    remote:
      description: The identity of the VPN gateway.
      returned: always
      type: str
      sample: 47.96.0.3
    local_subnet:
      description: The on-premises networks.
      returned: always
      type: list
      elements: str
      sample: [192.168.10.0/24]
    remote_subnet:
      description: The networks on the VPC side.
      returned: always
      type: list
      elements: str
      sample: [10.10.0.0/16]
    ike_config:
      description: Phase 1. The key is masked unless O(include_secrets=true).
      returned: where the service gives it
      type: dict
      contains:
        psk:
          description: "The pre-shared key; masked unless O(include_secrets=true)."
          returned: where the service gives it
          type: str
          sample: "********"
        ike_version:
          description: The version of IKE.
          returned: where the service gives it
          type: str
          sample: "ikev1"
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
          description: The identity of the on-premises device.
          returned: where the service gives it
          type: str
        remote_id:
          description: The identity of the VPN gateway.
          returned: where the service gives it
          type: str
    ipsec_config:
      description: Phase 2.
      returned: where the service gives it
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
    tunnels_config:
      description: The tunnels of a dual-tunnel connection.
      returned: where the service gives it
      type: list
      elements: dict
      contains:
        tunnel_id:
          description: The ID of the tunnel.
          returned: always
          type: str
          sample: tun-opsqc4d97wni270001
        local:
          description: The on-premises identity of the tunnel.
          returned: always
          type: str
        remote:
          description: The cloud-side identity of the tunnel.
          returned: always
          type: str
        ike_config:
          description: Phase 1. The key is masked unless O(include_secrets=true).
          returned: where the service gives it
          type: dict
          contains:
            psk:
              description: "The pre-shared key; masked unless O(include_secrets=true)."
              returned: where the service gives it
              type: str
              sample: "********"
            ike_version:
              description: The version of IKE.
              returned: where the service gives it
              type: str
              sample: "ikev1"
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
              description: The identity of the on-premises device.
              returned: where the service gives it
              type: str
            remote_id:
              description: The identity of the VPN gateway.
              returned: where the service gives it
              type: str
        ipsec_config:
          description: Phase 2.
          returned: where the service gives it
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
    bgp_configs:
      description: BGP, one for each tunnel that uses it.
      returned: where the service gives it
      type: list
      elements: dict
      contains:
        tunnel_id:
          description: The ID of the tunnel.
          returned: where the service gives it
          type: str
        local_asn:
          description: The autonomous system number of the on-premises device.
          returned: always
          type: str
          sample: "65010"
        peer_asn:
          description: The autonomous system number of the cloud side.
          returned: always
          type: str
          sample: "45104"
        local_bgp_ip:
          description: The BGP address of the on-premises device.
          returned: always
          type: str
          sample: 169.254.11.2
        peer_bgp_ip:
          description: The BGP address of the cloud side.
          returned: always
          type: str
          sample: 169.254.11.1
        tunnel_cidr:
          description: The block of the BGP addresses.
          returned: always
          type: str
          sample: 169.254.11.0/30
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DownloadVpnConnectionConfig"
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

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run_task
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.vpn_connection_config import VPN_CONNECTION_CONFIG


def main():
    run_task(VPN_CONNECTION_CONFIG)


if __name__ == "__main__":
    main()
