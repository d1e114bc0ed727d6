# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections for transit routers."""

from __future__ import annotations

from typing import Any

from tests.support import site
from tests.support.caller import Caller
from tests.support.scenario.part import Cause, Ids, Part, Request

_SUBNETS = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}


def _tunnel(ids: Ids, index: int) -> dict[str, Any]:
    block = f"169.254.{30 + index}"
    bgp = {"LocalAsn": 65001, "TunnelCidr": f"{block}.0/30", "LocalBgpIp": f"{block}.1"}
    return {"TunnelIndex": index, "CustomerGatewayId": ids["customer"], "TunnelBgpConfig": bgp}


def _creation(ids: Ids) -> Request:
    return {**_SUBNETS, "TunnelOptionsSpecification": [_tunnel(ids, 1), _tunnel(ids, 2)], "EnableTunnelsBgp": True}


def _build(call: Caller, ids: Ids) -> None:
    label = {"Key": "k", "Value": "v"}
    ids["attachment"] = call("CreateVpnAttachment", **_creation(ids), Name="one", Tags=[label])["VpnConnectionId"]
    second = {"TunnelIndex": 2, "EnableDpd": False}
    change = {"VpnConnectionId": ids["attachment"], "TunnelOptionsSpecification": [second]}
    call("ModifyVpnAttachmentAttribute", **change)
    call.cloud.arrange("vpn_attachments", ids["attachment"], **site.bound())


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    one = {"VpnConnectionId": ids["attachment"]}
    return [
        ("DescribeVpnConnection", one),
        ("DescribeVpnAttachments", {}),
        ("DescribeVpnAttachments", one),
        ("DescribeVpnCrossAccountAuthorizations", one),
    ]


def _writes(ids: Ids) -> dict[str, Request]:
    return {
        "CreateVpnAttachment": _creation(ids),
        "ModifyVpnAttachmentAttribute": {"VpnConnectionId": ids["attachment"], **_SUBNETS, "Name": "new"},
        "DeleteVpnAttachment": {"VpnConnectionId": ids["attachment"]},
    }


def _take_down(call: Caller, ids: Ids) -> None:
    call("DeleteVpnAttachment", VpnConnectionId=ids["attachment"])


def _changing(call: Caller, ids: Ids, request: Request) -> Request:
    Caller(call.cloud)("ModifyVpnAttachmentAttribute", VpnConnectionId=ids["attachment"], Name="busy")
    return request


_CAUSES: dict[str, Cause] = {"ModifyVpnAttachmentAttribute VpnGateway.Configuring": _changing}
PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    after=("customer_gateways",),
    at_once=frozenset(("CreateVpnAttachment", "ModifyVpnAttachmentAttribute", "DeleteVpnAttachment")),
    tagged={"VPNATTACHMENT": "DescribeVpnConnections"},
    causes=_CAUSES,
    no_cause={"CreateVpnAttachment VpnGateway.Configuring": "a new connection is bound to nothing that can be busy"},
)
