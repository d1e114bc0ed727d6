#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_connection_info
short_description: List IPsec connections of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Lists the IPsec connections of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_connection_ids:
    description:
      - Only connections with these IDs. IDs that do not exist are left out.
      - Connections are read one by one with this option alone, which shows more of them than the list does.
    type: list
    elements: str
  names:
    description: Only connections with one of these names.
    type: list
    elements: str
  vpn_gateway:
    description: Only connections of this VPN gateway, given by ID or name.
    type: str
    aliases: [vpn_gateway_id]
  customer_gateway:
    description: Only connections to this customer gateway, given by ID or name.
    type: str
    aliases: [customer_gateway_id]
  resource_group_id:
    description: Only connections of this resource group.
    type: str
  tags:
    description: Only connections that have all of these tags.
    type: dict
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
  - alicloud.vpn.state.secrets
seealso:
  - module: alicloud.vpn.vpn_connection
"""

EXAMPLES = r"""
---
- name: List the connections of a gateway
  alicloud.vpn.vpn_connection_info:
    vpn_gateway: hq
  register: connections

- name: Name those that carry no traffic
  alicloud.vpn.vpn_connection_info:
    query: "[?status!='ipsec_sa_established'].name"
"""

RETURN = r"""
---
vpn_connections:
  description: The IPsec connections, in the order of the service.
  returned: success
  type: list
  elements: dict
  contains:
    vpn_connection_id:
      description: The ID of the connection.
      returned: always
      type: str
      sample: "vco-bp1bbi27hojx80nck0001"
    name:
      description: The name.
      returned: always
      type: str
      sample: "ipsec1"
    vpn_gateway_id:
      description: The ID of the VPN gateway.
      returned: always
      type: str
      sample: "vpn-bp1q8bgx4xnkm2ogj0001"
    customer_gateway_id:
      description: The ID of the customer gateway.
      returned: always
      type: str
      sample: "cgw-bp1mvj4g9kogwwcxk0001"
    local_subnet:
      description: The networks on the VPC side.
      returned: always
      type: list
      elements: str
      sample: [192.168.0.0/16]
    remote_subnet:
      description: The networks on the on-premises side.
      returned: always
      type: list
      elements: str
      sample: [10.0.0.0/8]
    status:
      description: >-
        The state - one of ike_sa_not_established, ike_sa_established, ipsec_sa_not_established,
        ipsec_sa_established.
      returned: always
      type: str
    state:
      description: >-
        The state - one of init, provisioning, active, attaching, attached, detaching, updating, upgrading,
        financialLocked, deleted.
      returned: always
      type: str
    effect_immediately:
      description: Whether negotiation starts at once.
      returned: always
      type: bool
    ike_config:
      description: Phase 1. The key is masked unless O(include_secrets=true).
      returned: always
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
          description: The identity of the cloud side.
          returned: where the service gives it
          type: str
        remote_id:
          description: The identity of the peer.
          returned: where the service gives it
          type: str
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
    vco_health_check:
      description: The health check.
      returned: always
      type: dict
      contains:
        status:
          description: The state - one of success, failed.
          returned: where the service gives it
          type: str
        enable:
          description: Whether it is on - one of true, false.
          returned: where the service gives it
          type: str
        dip:
          description: The address that is probed.
          returned: where the service gives it
          type: str
        sip:
          description: The address that probes.
          returned: where the service gives it
          type: str
        interval:
          description: Seconds between two probes.
          returned: where the service gives it
          type: int
        retry:
          description: How many probes are sent before it counts as failed.
          returned: where the service gives it
          type: int
        policy:
          description: What happens to the routes when it fails - one of revoke_route, reserve_route.
          returned: where the service gives it
          type: str
    vpn_bgp_config:
      description: BGP.
      returned: always
      type: dict
      contains:
        enable_bgp:
          description: Whether BGP can be used - one of true, false.
          returned: where the service gives it
          type: str
        status:
          description: The state - one of success, failed, false.
          returned: where the service gives it
          type: str
        local_asn:
          description: The autonomous system number of the cloud side.
          returned: where the service gives it
          type: int
          sample: 45104
        peer_asn:
          description: The autonomous system number of the peer.
          returned: where the service gives it
          type: int
          sample: 65530
        local_bgp_ip:
          description: The BGP address of the cloud side.
          returned: where the service gives it
          type: str
          sample: "169.254.11.1"
        peer_bgp_ip:
          description: The BGP address of the peer.
          returned: where the service gives it
          type: str
          sample: "169.254.11.2"
        tunnel_cidr:
          description: The block of the BGP addresses.
          returned: where the service gives it
          type: str
          sample: "169.254.11.0/30"
        auth_key:
          description: "The BGP key; masked unless O(include_secrets=true)."
          returned: where the service gives it
          type: str
          sample: "********"
    enable_dpd:
      description: Whether dead peer detection is on.
      returned: always
      type: bool
    enable_nat_traversal:
      description: Whether NAT traversal is on.
      returned: always
      type: bool
    remote_ca_certificate:
      description: CA certificate of the peer, SM gateways.
      returned: always
      type: str
    enable_tunnels_bgp:
      description: Whether the tunnels of a dual-tunnel connection use BGP.
      returned: always
      type: bool
    tunnel_options_specification:
      description: The tunnels of a dual-tunnel connection.
      returned: always
      type: list
      elements: dict
      contains:
        tunnel_id:
          description: The ID of the tunnel.
          returned: where the service gives it
          type: str
        tunnel_index:
          description: The number of the tunnel; only for connections made for a transit router.
          returned: where the service gives it
          type: int
        role:
          description: What the tunnel is for - one of master, slave.
          returned: where the service gives it
          type: str
        state:
          description: The life cycle of the tunnel - one of active, updating, deleting.
          returned: where the service gives it
          type: str
        status:
          description: The negotiation, as RV(vpn_connections[].status).
          returned: where the service gives it
          type: str
        customer_gateway_id:
          description: The ID of the customer gateway.
          returned: where the service gives it
          type: str
        internet_ip:
          description: The cloud-side address of the tunnel.
          returned: where the service gives it
          type: str
        zone_no:
          description: The zone of the tunnel.
          returned: where the service gives it
          type: str
        enable_dpd:
          description: Whether dead peer detection is on - one of true, false.
          returned: where the service gives it
          type: str
        enable_nat_traversal:
          description: Whether NAT traversal is on - one of true, false.
          returned: where the service gives it
          type: str
        remote_ca_certificate:
          description: CA certificate of the peer, SM gateways.
          returned: where the service gives it
          type: str
        tunnel_ike_config:
          description: Phase 1. The key is masked unless O(include_secrets=true).
          returned: where the service gives it
          type: dict
          contains:
            psk:
              description: The pre-shared key.
              returned: where the service gives it
              type: str
              sample: "********"
            ike_version:
              description: The version of IKE.
              returned: where the service gives it
              type: str
            ike_mode:
              description: The negotiation mode.
              returned: where the service gives it
              type: str
            ike_enc_alg:
              description: The encryption algorithm of phase 1.
              returned: where the service gives it
              type: str
            ike_auth_alg:
              description: The authentication algorithm of phase 1.
              returned: where the service gives it
              type: str
            ike_pfs:
              description: The Diffie-Hellman group of phase 1.
              returned: where the service gives it
              type: str
            ike_lifetime:
              description: The lifetime of phase 1 in seconds.
              returned: where the service gives it
              type: str
            local_id:
              description: The identity of the cloud side.
              returned: where the service gives it
              type: str
            remote_id:
              description: The identity of the peer.
              returned: where the service gives it
              type: str
        tunnel_ipsec_config:
          description: Phase 2.
          returned: where the service gives it
          type: dict
          contains:
            ipsec_enc_alg:
              description: The encryption algorithm of phase 2.
              returned: where the service gives it
              type: str
            ipsec_auth_alg:
              description: The authentication algorithm of phase 2.
              returned: where the service gives it
              type: str
            ipsec_pfs:
              description: The Diffie-Hellman group of phase 2.
              returned: where the service gives it
              type: str
            ipsec_lifetime:
              description: The lifetime of phase 2 in seconds.
              returned: where the service gives it
              type: str
        tunnel_bgp_config:
          description: BGP through the tunnel.
          returned: where the service gives it
          type: dict
          contains:
            bgp_status:
              description: Whether the BGP session is up - one of success, false.
              returned: where the service gives it
              type: str
            local_asn:
              description: The autonomous system number of the cloud side.
              returned: where the service gives it
              type: str
            peer_asn:
              description: The autonomous system number of the peer.
              returned: where the service gives it
              type: str
            local_bgp_ip:
              description: The BGP address of the cloud side.
              returned: where the service gives it
              type: str
            peer_bgp_ip:
              description: The BGP address of the peer.
              returned: where the service gives it
              type: str
            tunnel_cidr:
              description: The block of the BGP addresses.
              returned: where the service gives it
              type: str
    attach_type:
      description: What the connection is bound to - one of CEN, NO_ASSOCIATED, VPNGW.
      returned: always
      type: str
    attach_instance_id:
      description: CEN instance of the transit router.
      returned: always
      type: str
      sample: "cen-lxxpbpalc776qz0001"
    transit_router_id:
      description: The transit router it is bound to.
      returned: always
      type: str
      sample: "tr-p0we2edef9qr44a850001"
    transit_router_name:
      description: The name of the transit router.
      returned: always
      type: str
    cross_account_authorized:
      description: Bound to another account's transit router.
      returned: always
      type: bool
    internet_ip:
      description: The public address.
      returned: always
      type: str
    network_type:
      description: Whether its addresses are public or private - one of public, private.
      returned: always
      type: str
    spec:
      description: The bandwidth in Mbit/s.
      returned: always
      type: str
      sample: "1000M"
    tunnel_bandwidth:
      description: The bandwidth of the tunnels - one of Standard, Large.
      returned: always
      type: str
    resource_group_id:
      description: The resource group.
      returned: always
      type: str
      sample: "rg-acfmzs372yg0001"
    zone_no:
      description: The zone.
      returned: always
      type: str
      sample: "cn-hangzhou-h"
    tags:
      description: The tags, as a dictionary.
      returned: always
      type: dict
      sample: {site: hangzhou}
    create_time:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1492753817000
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeVpnConnections"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION


def main():
    run_info(VPN_CONNECTION)


if __name__ == "__main__":
    main()
