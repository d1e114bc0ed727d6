# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: peer_config
short_description: Convert a downloaded IPsec connection configuration into the configuration text of a device
version_added: 1.0.0
description:
  - Takes what M(alicloud.vpn.vpn_connection_config_info) returns as C(vpn_connection_config), and returns the text that
    configures the on-premises end on a device of the given vendor.
  - The text contains the tunnel - IKE, IPsec, the tunnel interface, routes to the networks of the VPC, blackhole routes
    for them, the limit of the TCP MSS, and BGP. What concerns the whole device, or needs names that only you know, is
    in comments, for example firewall policies and the networks to announce.
  - OPNsense and pfSense have no commands for IPsec. For them the text lists the pages of their web interface in order,
    and the fields of each page with their values.
  - The comments also say which packets to allow, which values are weak, how to verify the tunnels and how to roll back.
  - The text is for IPv4 only.
  - The text contains the pre-shared key, except with V(strongswan_swanctl_connections) and V(strongswan_ipsec_conf).
    Use C(no_log=true) on tasks that handle it, and mode C(0600) for files.
  - If a vendor does not support a value, for example an algorithm, the filter fails and names the value and what is
    allowed.
author:
  - alicloud.vpn developers (@alicloud-vpn)
positional: vendor
options:
  _input:
    description:
      - The configuration, downloaded with C(include_secrets=true).
      - If both subnets are V(0.0.0.0/0), the device gets a tunnel interface, and routes decide which traffic uses it.
        Otherwise the connection is for the given networks only.
      - For a dual-tunnel connection the text contains both tunnels. Routes and BGP prefer the first one, which is the
        master. What moves the traffic to the second one depends on the device, and the comments say it.
    type: dict
    required: true
  vendor:
    description:
      - V(strongswan_swanctl) is a file for C(/etc/swanctl/conf.d). V(strongswan_swanctl_connections) and
        V(strongswan_swanctl_secrets) are the same as two files, of which only the second contains a secret.
      - V(strongswan_ipsec_conf) and V(strongswan_ipsec_secrets) are files that C(/etc/ipsec.conf) and
        C(/etc/ipsec.secrets) include.
      - V(cisco_ios) is for Cisco IOS XE 16.12 or later, V(juniper_srx) for Junos on SRX, V(fortigate) for FortiOS,
        V(vyos) for VyOS 1.4 or later, V(panos) for Palo Alto PAN-OS 10.1 or later with virtual routers, V(routeros) for
        MikroTik RouterOS 7, V(opnsense) for OPNsense 23.1 or later, V(pfsense) for pfSense 2.7 or later.
      - V(routeros) has no tunnel interfaces for IPsec. It is for one network on each side, without BGP.
      - V(pfsense) is for two tunnels only if both subnets are V(0.0.0.0/0), because its tunnel interfaces negotiate
        nothing else.
    type: str
    required: true
    choices:
      - strongswan_swanctl
      - strongswan_swanctl_connections
      - strongswan_swanctl_secrets
      - strongswan_ipsec_conf
      - strongswan_ipsec_secrets
      - cisco_ios
      - juniper_srx
      - fortigate
      - vyos
      - panos
      - routeros
      - opnsense
      - pfsense
  name:
    description:
      - The name of the connection on the device, for every object that has a name. Must be a letter, then at most 28
        letters, digits, hyphens and underscores.
      - For the tunnels of a dual-tunnel connection, C(-1) and C(-2) are appended. With V(fortigate) the result must
        have at most 15 characters.
    type: str
    default: alicloud
  interface:
    description:
      - The device's interface towards the Internet.
      - The default is V(GigabitEthernet1) for V(cisco_ios), V(ge-0/0/0.0) for V(juniper_srx), V(wan1) for V(fortigate),
        V(ethernet1/1) for V(panos), V(ether1) for V(routeros), V(WAN) for V(opnsense) and V(pfsense), and V(eth0) for
        the others.
      - For strongSwan and V(routeros) it only appears in a comment.
    type: str
  tunnel:
    description:
      - The number of the tunnel interface, 1 to 4000. A second tunnel gets the next number. Several connections on one
        device need different numbers.
      - For strongSwan it is the XFRM interface ID or the mark. For V(cisco_ios), V(juniper_srx), V(vyos),
        V(panos) and V(opnsense) it is the number in C(Tunnel1), C(st0.1), C(vti1), C(tunnel.1) and C(ipsec1). For
        V(pfsense) it is only in the addresses of a tunnel interface that has no BGP.
    type: int
    default: 1
  local_address:
    description:
      - The device's own address for the packets of the tunnel, or a list with one address for each tunnel.
      - By default the device chooses it, which also works behind NAT.
      - Required for V(strongswan_ipsec_conf) with a route-based or a dual-tunnel connection.
    type: raw
  remote_address:
    description:
      - The address of the VPN gateway, or a list with one address for each tunnel.
      - Required if the identity of the VPN gateway is not its address, because the configuration only contains the
        identity.
    type: raw
seealso:
  - module: alicloud.vpn.vpn_connection_config_info
"""

EXAMPLES = r"""
---
- name: Get the configuration for the office's device, including the key
  alicloud.vpn.vpn_connection_config_info:
    vpn_connection: hq-office
    include_secrets: true
  no_log: true
  register: peer

- name: Write the configuration for strongSwan
  ansible.builtin.copy:
    content: "{{ peer.vpn_connection_config | alicloud.vpn.peer_config('strongswan_swanctl', name='hq') }}"
    dest: "{{ swanctl_folder | default('/etc/swanctl/conf.d') }}/hq.conf"
    mode: "0600"
  no_log: true

- name: Write the commands for a Juniper SRX
  ansible.builtin.copy:
    content: "{{ peer.vpn_connection_config | alicloud.vpn.peer_config('juniper_srx', interface='reth0.0', tunnel=7) }}"
    dest: "{{ out | default('.') }}/hq.junos"
    mode: "0600"
  no_log: true
"""

RETURN = r"""
---
_value:
  description: The configuration text. It ends with a line break.
  type: str
"""

import typing as t
from collections.abc import Sequence

from ansible.errors import AnsibleFilterError

from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.connection import DeviceOptions
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.errors import PeerError
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import peer_text


def peer_config(
    config: t.Any,
    vendor: str = "",
    name: str = "alicloud",
    interface: str | None = None,
    tunnel: int = 1,
    local_address: t.Any = None,
    remote_address: t.Any = None,
    *surplus: t.Any,
    **unknown: t.Any,
) -> str:
    """See DOCUMENTATION."""
    if surplus or unknown:
        raise AnsibleFilterError(
            f"peer_config: {', '.join(map(str, unknown)) or 'more than six options'}: not an option; allowed: vendor, "
            "name, interface, tunnel, local_address, remote_address"
        )
    try:
        options = DeviceOptions(str(name), _number(tunnel), _addresses(local_address), _addresses(remote_address))
        return peer_text(config, str(vendor), options, None if interface is None else str(interface))
    except PeerError as error:
        raise AnsibleFilterError(f"peer_config: {error}") from None
    except ValueError:
        # Python cannot print such a number either.
        raise AnsibleFilterError("peer_config: a number in the input or the options has too many digits") from None


def _number(value: t.Any) -> int:
    text = str(value)
    try:
        return int(text)
    except ValueError:
        raise PeerError(f"tunnel: {value!r} is not allowed; allowed: a number") from None


def _addresses(value: t.Any) -> tuple[str, ...]:
    """An option with one address for all tunnels, or one for each."""
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(map(str, value))
    return (str(value),)


class FilterModule:
    """Ansible loads this class."""

    def filters(self) -> dict[str, t.Callable[..., str]]:
        return {"peer_config": peer_config}
