# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections for transit routers."""

from __future__ import annotations

from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_attachment import VPN_ATTACHMENT
from tests.support import site
from tests.support.case import Case, Fixed, NewValue, Read
from tests.support.cases import _tunnels as tunnels


def _tunnel(index: int) -> dict[str, Any]:
    block = f"169.254.4{index}"
    return {
        "tunnel_index": index,
        "customer_gateway": "<office>",
        "enable_dpd": True,
        "enable_nat_traversal": True,
        "ike_config": {**tunnels.IKE, "psk": f"s3cret-Key!of-tunnel-{index}"},
        "ipsec_config": tunnels.IPSEC,
        "bgp_config": {"local_asn": "65011", "tunnel_cidr": f"{block}.0/30", "local_bgp_ip": f"{block}.1"},
    }


_TUNNELS = "TunnelOptionsSpecification.TunnelOptions"
_NO_TUNNEL_CIDR = ("10.0.0.0/30", "169.254.11.0/29", "169.254.0.0/30", "x")

_EACH = Case(
    VPN_ATTACHMENT,
    actions=("CreateVpnAttachment",),
    options={
        "name": "branch",
        "network_type": "public",
        "local_subnet": ["10.20.0.0/16"],
        "remote_subnet": ["192.168.20.0/24"],
        "effect_immediately": False,
        "enable_tunnels_bgp": True,
        "tunnels": [_tunnel(1), _tunnel(2)],
        "resource_group_id": "rg-1",
        "tags": {"site": "hangzhou"},
    },
    identity=("name",),
    new_values=(
        NewValue("name", "branch-2", "Name", "branch-2"),
        NewValue("local_subnet", ["10.22.0.0/16"], "LocalSubnet", "10.22.0.0/16"),
        NewValue("remote_subnet", ["192.168.21.0/24"], "RemoteSubnet", "192.168.21.0/24"),
        NewValue("effect_immediately", True, "EffectImmediately", True),
        NewValue("enable_tunnels_bgp", False, "EnableTunnelsBgp", False, along={"tunnels": None}),
        NewValue("resource_group_id", "rg-2", "ResourceGroupId", "rg-2"),
        NewValue("tags", {}, "Tags.Tag || `[]`", []),
        *tunnels.changes_of_one(f"{_TUNNELS}[?TunnelIndex==`1`] | [0]"),
    ),
    fixed=(Fixed("network_type", "private"),),
    read=Read("DescribeVpnConnection", {"vpn_connection_id": "vpn_connection_id"}),
    table="vpn_attachments",
    wrong={"tunnels.bgp_config.tunnel_cidr": _NO_TUNNEL_CIDR},
    existing={
        "branch-router": {
            "local_subnet": [site.LOCAL],
            "remote_subnet": [site.REMOTE],
            "tunnels": [{"tunnel_index": index, "customer_gateway": "<office>"} for index in (1, 2)],
        },
    },
    left_out={
        "ModifyVpnAttachmentAttribute.TunnelOptionsSpecification.TunnelId": "the index identifies a tunnel",
    },
)


def _of_both(path: str, new: NewValue) -> NewValue:
    """A change of both tunnels; `path` leads to what it changes in each."""
    return new._replace(path=f"{_TUNNELS}[].{path}", shown=[new.shown] * 2)


_BOTH = _EACH._replace(
    options={
        "name": "branch-shared",
        "customer_gateway": "<office>",
        "local_subnet": ["10.20.0.0/16"],
        "remote_subnet": ["192.168.20.0/24"],
        "enable_dpd": True,
        "enable_nat_traversal": True,
        "ike_config": {**tunnels.IKE, "psk": "s3cret-Key!of-both"},
        "ipsec_config": tunnels.IPSEC,
        "tunnels": [{"tunnel_index": 1}, {"tunnel_index": 2}],
    },
    new_values=tuple(
        _of_both(new.path, new)
        for new in (
            NewValue("customer_gateway", "<other>", "CustomerGatewayId", "<other>"),
            NewValue("enable_dpd", False, "EnableDpd", "false"),
            NewValue("enable_nat_traversal", False, "EnableNatTraversal", "false"),
            *tunnels.changes(("ike_config", "TunnelIkeConfig"), ("ipsec_config", "TunnelIpsecConfig"), "", str),
        )
    ),
    fixed=(),
)

CASE = _EACH._replace(variants=(_BOTH,))
