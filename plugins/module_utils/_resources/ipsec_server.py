# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""IPsec server of a VPN gateway, for mobile clients (contract: ipsec_server.yaml, sections 9.1 to 9.4)."""

from __future__ import annotations

from .._engine.field import Field, Parameter
from .._engine.kinds import Choice, Flag, Int, Text
from .._engine.networks import Cidr, CidrList
from .._engine.objects import Json
from .._engine.parts import Actions, Identity, Paging, Update, Wrapped
from .._engine.resource import Resource
from ._pools import pool_problems, server_conflict
from .vpn_gateway import IN_GATEWAY

_LIFETIME = Int(0, 86400)
_WORD = Choice(())  # the contract lists no values for the algorithms of an IPsec server


IPSEC_SERVER = Resource(
    name="ipsec_server",
    title="IPsec server",
    actions=Actions(create="CreateIpsecServer", delete="DeleteIpsecServer", list="ListIpsecServers"),
    items=Wrapped("IpsecServers", "IpsecServer"),
    paging=Paging(by_token=True, size=20, many=("IpsecServerId",)),
    recreation="its clients are disconnected until the new one is ready",
    identity=Identity(id="IpsecServerId", prefix="iss-", name="name", parents=("vpn_gateway",)),
    fields=(
        # In the create action, and only there, the API spells it with a capital S.
        Field("name", "IpsecServerName", Text(1, 128), create="IpSecServerName"),
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
                    Parameter("ike_version", "IkeVersion", Choice(("ikev1", "ikev2"))),
                    Parameter("ike_mode", "IkeMode", _WORD),
                    Parameter("ike_enc_alg", "IkeEncAlg", _WORD),
                    Parameter("ike_auth_alg", "IkeAuthAlg", _WORD),
                    Parameter("ike_pfs", "IkePfs", _WORD),
                    Parameter("ike_lifetime", "IkeLifetime", _LIFETIME),
                    Parameter("local_id", "LocalId", Text()),
                    Parameter("remote_id", "RemoteId", Text()),
                )
            ),
        ),
        Field(
            "ipsec_config",
            "IpsecConfig",
            Json(
                (
                    Parameter("ipsec_enc_alg", "IpsecEncAlg", _WORD),
                    Parameter("ipsec_auth_alg", "IpsecAuthAlg", _WORD),
                    Parameter("ipsec_pfs", "IpsecPfs", _WORD),
                    Parameter("ipsec_lifetime", "IpsecLifetime", _LIFETIME),
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
        IN_GATEWAY.filter(),
        Parameter("resource_group_id", "ResourceGroupId"),
    ),
    lock="vpn_gateway",
    depends_on_parent=True,
    dry_run=True,
    secrets=("Psk",),
    problems=pool_problems,
    conflict=server_conflict,
)
