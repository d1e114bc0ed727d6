# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""IPsec server of a VPN gateway, for the phones of employees (contract: ipsec_server.yaml, sections 9.1 to 9.4)."""

from __future__ import annotations

from .._engine.field import Change, Field
from .._engine.kinds import Choice, Cidr, CidrList, Flag, Int, Json, Text
from .._engine.resource import Actions, Identity, Paging, Resource, Update, Wrapped
from .vpn_gateway import IN_GATEWAY, OF_GATEWAY

_LIFETIME = Int(0, 86400)
_WORD = Choice(())  # the contract names no values for the algorithms of an IPsec server


def _member(name: str, wire: str, kind: Choice | Int | Text) -> Field:
    return Field(name, wire, kind, change=Change.UNSEEN)


IPSEC_SERVER = Resource(
    name="ipsec_server",
    title="IPsec server",
    actions=Actions(create="CreateIpsecServer", delete="DeleteIpsecServer", list="ListIpsecServers"),
    items=Wrapped("IpsecServers", "IpsecServer"),
    paging=Paging(by_token=True, size=20, many=("IpsecServerId",)),
    identity=Identity(id="IpsecServerId", prefix="iss-", name="name", parents=("vpn_gateway",)),
    fields=(
        # The service itself spells it with a capital S in the create action, and there only.
        Field("name", "IpsecServerName", Text(1, 100), create="IpSecServerName"),
        IN_GATEWAY,
        Field("local_subnet", "LocalSubnet", CidrList(), required=True),
        Field("client_ip_pool", "ClientIpPool", Cidr(), required=True),
        Field("effect_immediately", "EffectImmediately", Flag()),
        Field("psk", "Psk", Text(1, 100), secret=True),
        Field(
            "ike_config",
            "IkeConfig",
            Json(
                (
                    _member("ike_version", "IkeVersion", Choice(("ikev1", "ikev2"))),
                    _member("ike_mode", "IkeMode", _WORD),
                    _member("ike_enc_alg", "IkeEncAlg", _WORD),
                    _member("ike_auth_alg", "IkeAuthAlg", _WORD),
                    _member("ike_pfs", "IkePfs", _WORD),
                    _member("ike_lifetime", "IkeLifetime", _LIFETIME),
                    _member("local_id", "LocalId", Text()),
                    _member("remote_id", "RemoteId", Text()),
                )
            ),
        ),
        Field(
            "ipsec_config",
            "IpsecConfig",
            Json(
                (
                    _member("ipsec_enc_alg", "IpsecEncAlg", _WORD),
                    _member("ipsec_auth_alg", "IpsecAuthAlg", _WORD),
                    _member("ipsec_pfs", "IpsecPfs", _WORD),
                    _member("ipsec_lifetime", "IpsecLifetime", _LIFETIME),
                )
            ),
        ),
    ),
    returns=(
        "IpsecServerId",
        "IpsecServerName",
        "VpnGatewayId",
        "RegionId",
        "InternetIp",
        "LocalSubnet",
        "ClientIpPool",
        "EffectImmediately",
        "PskEnabled",
        "Psk",
        "MultiFactorAuthEnabled",
        "IDaaSInstanceId",
        "MaxConnections",
        "OnlineClientCount",
        "ResourceGroupId",
        "IkeConfig",
        "IpsecConfig",
        "CreationTime",
    ),
    constants=(("PskEnabled", "true"),),
    updates=(
        Update(
            "UpdateIpsecServer",
            (
                "name",
                "local_subnet",
                "client_ip_pool",
                "effect_immediately",
                "psk",
                "ike_config",
                "ipsec_config",
            ),
        ),
    ),
    filters=(
        OF_GATEWAY,
        Field("resource_group_id", "ResourceGroupId", change=Change.UNSEEN),
    ),
    lock="vpn_gateway",
    dry_run=True,
    secrets=("Psk",),
)
