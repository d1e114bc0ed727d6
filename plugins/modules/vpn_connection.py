#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_connection
short_description: Manage IPsec connections of Alibaba Cloud VPN gateways
version_added: 0.1.0
description:
  - Makes, changes and deletes the IPsec connections between a VPN gateway and customer gateways.
  - The gateway takes one change at a time. The task waits for its turn, so that several tasks and hosts can work on one
    gateway at the same time.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_connection_id:
    description: The ID of an existing connection. Either this or O(name) must be given.
    type: str
  name:
    description:
      - The name, of 1 to 128 characters, not starting with C(http://) or C(https://).
      - Without O(vpn_connection_id) it is what the connection is found by, among those of O(vpn_gateway) when that is
        given; the task fails when several have it.
    type: str
  vpn_gateway:
    description: The ID or the name of the VPN gateway. Required to make a connection. Cannot be changed.
    type: str
    aliases: [vpn_gateway_id]
  customer_gateway:
    description: The ID or the name of the customer gateway. Required to make a connection. Cannot be changed.
    type: str
    aliases: [customer_gateway_id]
  local_subnet:
    description:
      - The networks on the VPC side, 1 to 10. Required to make a connection. Their order does not matter.
      - With V(0.0.0.0/0) on both sides, routes decide what goes through the connection.
    type: list
    elements: str
  remote_subnet:
    description:
      - The networks on the on-premises side, 1 to 10. Required to make a connection. Their order does not matter.
    type: list
    elements: str
  effect_immediately:
    description: Whether negotiation starts at once; otherwise it starts with the first traffic.
    type: bool
  wait_for:
    description:
      - What the task waits for, with O(wait=true) and for O(wait_timeout) seconds at most.
      - With V(active) the connection can be used, but nobody may have negotiated with it yet.
      - With V(established) the tunnel is up, so the device at the other end has to be set up by then. If it does not
        come up, the task fails and tells which phase did not, and what to compare. In check mode it is not waited for.
      - V(established) is only allowed together with O(state=present) and O(wait=true).
    type: str
    choices: [active, established]
    default: active
  ike_config:
    description:
      - Phase 1. Suboptions that are left out keep their values, or get the service's defaults in a new connection.
    type: dict
    suboptions:
      psk:
        description:
          - The pre-shared key, of 1 to 100 visible ASCII characters. The service makes one of 16 characters when a new
            connection is given none.
          - It is compared with the present one and never shown. Take it from Ansible Vault or the environment.
        type: str
      ike_version:
        description: The version of IKE. Several networks on a side need V(ikev2).
        type: str
        choices: [ikev1, ikev2]
      ike_mode:
        description: The negotiation mode. With V(main), IKEv1 takes addresses only as identities.
        type: str
        choices: [main, aggressive]
      ike_enc_alg:
        description: The encryption algorithm. V(sm4) is for gateways of the type C(NationalStandard).
        type: str
        choices: [aes, aes192, aes256, des, 3des, sm4]
      ike_auth_alg:
        description: The authentication algorithm. V(sm3) is for gateways of the type C(NationalStandard).
        type: str
        choices: [md5, sha1, sha256, sha384, sha512, sm3]
      ike_pfs:
        description: The Diffie-Hellman group.
        type: str
        choices: [group1, group2, group5, group14, group24]
      ike_lifetime:
        description: The lifetime in seconds, V(0) to V(86400).
        type: int
      local_id:
        description: The identity of the cloud side; the gateway's address by default.
        type: str
      remote_id:
        description: The identity that is expected of the peer; the customer gateway's address by default.
        type: str
  ipsec_config:
    description:
      - Phase 2. Suboptions that are left out keep their values, or get the service's defaults in a new connection.
    type: dict
    suboptions:
      ipsec_enc_alg:
        description: The encryption algorithm. V(sm4) is for gateways of the type C(NationalStandard).
        type: str
        choices: [aes, aes192, aes256, des, 3des, sm4]
      ipsec_auth_alg:
        description: The authentication algorithm. V(sm3) is for gateways of the type C(NationalStandard).
        type: str
        choices: [md5, sha1, sha256, sha384, sha512, sm3]
      ipsec_pfs:
        description: The Diffie-Hellman group; V(disabled) turns perfect forward secrecy off.
        type: str
        choices: [disabled, group1, group2, group5, group14, group24]
      ipsec_lifetime:
        description: The lifetime in seconds, V(0) to V(86400).
        type: int
  health_check_config:
    description: Probes through the tunnel. Suboptions that are left out keep their values.
    type: dict
    suboptions:
      enable:
        description: Whether the probes are sent.
        type: bool
      dip:
        description: The address that is probed, on the on-premises side.
        type: str
      sip:
        description: The address that the probes come from, on the VPC side.
        type: str
      interval:
        description: Seconds between two probes.
        type: int
      retry:
        description: How many probes are sent before the connection counts as failed.
        type: int
  bgp_config:
    description:
      - BGP through the tunnel. It needs a customer gateway with an ASN. Suboptions that are left out keep their values.
    type: dict
    suboptions:
      enable_bgp:
        description: Whether BGP is on.
        type: bool
      local_asn:
        description: The autonomous system number of the cloud side, plain or as two halves such as V(1.10).
        type: str
      tunnel_cidr:
        description:
          - The block of the BGP addresses, a /30 inside V(169.254.0.0/16) that no other tunnel of the gateway has. The
            service keeps V(169.254.0.0/30) to V(169.254.6.0/30) (in steps of one in the third place) and
            V(169.254.169.252/30) for itself.
        type: str
      local_bgp_ip:
        description: The BGP address of the cloud side, inside O(bgp_config.tunnel_cidr).
        type: str
  enable_dpd:
    description: Whether dead peer detection is on.
    type: bool
  enable_nat_traversal:
    description: Whether NAT traversal is on.
    type: bool
  remote_ca_certificate:
    description: The peer's CA certificate, in PEM form. Only for gateways of the type C(NationalStandard).
    type: str
  auto_config_route:
    description:
      - Whether the service adds the routes of the connection by itself; its default is V(true).
      - The service never shows this value, so a change of it alone cannot be seen. It is sent when the connection is
        made, and together with any other change.
    type: bool
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
  - alicloud.vpn.state.tags
notes:
  - RV(vpn_connection.state) is the life cycle of the connection, and RV(vpn_connection.status) the negotiation. Only
    with C(ipsec_sa_established) traffic flows.
seealso:
  - module: alicloud.vpn.vpn_connection_info
  - module: alicloud.vpn.vpn_gateway
  - module: alicloud.vpn.customer_gateway
  - module: alicloud.vpn.vpn_route_entry
"""

EXAMPLES = r"""
---
- name: Connect the office
  alicloud.vpn.vpn_connection:
    name: hq-office
    vpn_gateway: hq
    customer_gateway: office
    local_subnet: [10.10.0.0/16]
    remote_subnet: [192.168.10.0/24, 192.168.11.0/24]
    effect_immediately: true
    ike_config:
      psk: "{{ office_psk }}"
      ike_version: ikev2
      ike_enc_alg: aes256
      ike_auth_alg: sha256
      ike_pfs: group14
    ipsec_config:
      ipsec_enc_alg: aes256
      ipsec_auth_alg: sha256
      ipsec_pfs: group14

- name: Probe the tunnel; everything else stays as it is
  alicloud.vpn.vpn_connection:
    name: hq-office
    vpn_gateway: hq
    health_check_config:
      enable: true
      sip: 10.10.0.1
      dip: 192.168.10.1
      interval: 3
      retry: 3

- name: Go on when the tunnel is up, now that the device is set up
  alicloud.vpn.vpn_connection:
    name: hq-office
    vpn_gateway: hq
    wait_for: established
    wait_timeout: 60

- name: Take the connection down
  alicloud.vpn.vpn_connection:
    name: hq-office
    vpn_gateway: hq
    state: absent
"""

RETURN = r"""
---
vpn_connection:
  description: The IPsec connection; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
      description: The health check, as O(health_check_config) sets it.
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
      description: BGP, as O(bgp_config) sets it.
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
          description: The negotiation, as RV(vpn_connection.status).
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
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateVpnConnection]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateVpnConnection"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.tunnel import WAIT_FOR_TUNNEL


def main():
    run(VPN_CONNECTION, WAIT_FOR_TUNNEL)


if __name__ == "__main__":
    main()
