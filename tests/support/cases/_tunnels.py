# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a tunnel, and a change of each: of a connection with one tunnel, or of one of two tunnels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.case import NewValue

IKE = {
    "ike_version": "ikev2",
    "ike_mode": "main",
    "ike_enc_alg": "aes",
    "ike_auth_alg": "sha1",
    "ike_pfs": "group2",
    "ike_lifetime": 86400,
    "local_id": "hq.example.org",
    "remote_id": "branch.example.org",
}
IPSEC = {"ipsec_enc_alg": "aes", "ipsec_auth_alg": "sha1", "ipsec_pfs": "group2", "ipsec_lifetime": 86400}


def changes(
    phase_1: tuple[str, str],
    phase_2: tuple[str, str],
    two_networks: str = "local_subnet",
    number: Callable[[int], Any] = int,
) -> tuple[NewValue, ...]:
    """A change of each setting. `phase_1`, `phase_2`: the option that has them, and the path that shows them.
    `two_networks`: an option with two networks at creation, which only IKEv2 allows. `number`: the form in which the
    service shows a number."""

    def change(option: str, value: Any, member: str, **more: Any) -> NewValue:
        given, shown = phase_1 if member.startswith(("Ike", "Psk", "Local", "Remote")) else phase_2
        return NewValue(f"{given}.{option}", value, f"{shown}.{member}", value, **more)

    ikev1: dict[str, Any] = {f"{phase_1[0]}.ike_mode": "aggressive"}
    if two_networks:
        ikev1[two_networks] = ["10.20.0.0/16"]
    return (
        change("psk", "an0ther-Key", "Psk"),
        change("ike_version", "ikev1", "IkeVersion", before=ikev1),
        change("ike_mode", "aggressive", "IkeMode"),
        change("ike_enc_alg", "aes256", "IkeEncAlg"),
        change("ike_auth_alg", "sha256", "IkeAuthAlg"),
        change("ike_pfs", "group14", "IkePfs"),
        change("ike_lifetime", 3600, "IkeLifetime")._replace(shown=number(3600)),
        change("local_id", "hq2.example.org", "LocalId"),
        change("remote_id", "b2.example.org", "RemoteId"),
        change("ipsec_enc_alg", "aes192", "IpsecEncAlg"),
        change("ipsec_auth_alg", "sha512", "IpsecAuthAlg"),
        change("ipsec_pfs", "disabled", "IpsecPfs"),
        change("ipsec_lifetime", 7200, "IpsecLifetime")._replace(shown=number(7200)),
    )


def changes_of_one(path: str, two_networks: str = "") -> tuple[NewValue, ...]:
    """A change of each setting of the first of two tunnels, which `path` leads to."""
    return (
        NewValue("tunnels.customer_gateway", "<other>", f"{path}.CustomerGatewayId", "<other>"),
        NewValue("tunnels.enable_dpd", False, f"{path}.EnableDpd", "false"),
        NewValue("tunnels.enable_nat_traversal", False, f"{path}.EnableNatTraversal", "false"),
        *changes(
            ("tunnels.ike_config", f"{path}.TunnelIkeConfig"),
            ("tunnels.ipsec_config", f"{path}.TunnelIpsecConfig"),
            two_networks,
            str,
        ),
        NewValue("tunnels.bgp_config.local_asn", "1.10", f"{path}.TunnelBgpConfig.LocalAsn", "65546"),
        NewValue(
            "tunnels.bgp_config.tunnel_cidr",
            "169.254.12.0/30",
            f"{path}.TunnelBgpConfig.TunnelCidr",
            "169.254.12.0/30",
            along={"tunnels.bgp_config.local_bgp_ip": "169.254.12.1"},
        ),
        NewValue(
            "tunnels.bgp_config.local_bgp_ip",
            "169.254.12.2",
            f"{path}.TunnelBgpConfig.LocalBgpIp",
            "169.254.12.2",
            before={
                "tunnels.bgp_config.tunnel_cidr": "169.254.12.0/30",
                "tunnels.bgp_config.local_bgp_ip": "169.254.12.1",
            },
        ),
    )
