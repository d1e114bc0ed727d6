# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""VPN gateway (contract: gateway.yaml, sections 4.1 to 4.4 and DeleteVpnGateway)."""

from __future__ import annotations

import typing as t
from datetime import datetime, timezone

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Bandwidth, Choice, Flag, Int, Text
from .._engine.objects import Object
from .._engine.parts import Actions, Context, Dependent, Identity, Options, Order, States, Update, Wrapped
from .._engine.reference import Ref
from .._engine.resource import Resource
from .._vpc.tags import Tags
from ._values import CONNECTIONS, DESCRIPTION, move_to_group

_STATES = ("init", "provisioning", "active", "updating", "deleting")


def _problems(options: t.Mapping[str, t.Any]) -> list[str]:
    if options.get("ssl_connections") is not None and options.get("enable_ssl") is not True:
        return ["ssl_connections: not allowed without enable_ssl=true; set that, or leave ssl_connections out"]
    if options.get("period") is not None and options.get("instance_charge_type") != "PREPAY":
        return ["period: not allowed without instance_charge_type=PREPAY; set that, or leave period out"]
    return []


def _conflict(wanted: Options, context: Context) -> str:
    if context.actual is None and wanted.get("instance_charge_type") == "PREPAY" and wanted.get("period") is None:
        return "period: not given; required with instance_charge_type=PREPAY to create a VPN gateway, in months"
    return ""


def _undeletable(actual: t.Mapping[str, t.Any], now: datetime) -> str:
    if str(actual.get("ChargeType")).lower() != "prepay" or not actual.get("EndTime"):
        return ""
    end = datetime.fromtimestamp(int(actual["EndTime"]) / 1000, timezone.utc)
    if end <= now:
        return ""
    return (
        f"the VPN gateway is a subscription, paid until {end:%Y-%m-%d %H:%M} UTC, and cannot be deleted before that "
        "date. Turn off its renewal in the console (Expenses, Renewal) and run the task again after that date, or "
        "request a refund there (Expenses, Unsubscribe). Nothing was changed"
    )


VPN_GATEWAY = Resource(
    name="vpn_gateway",
    title="VPN gateway",
    actions=Actions(
        create="CreateVpnGateway", delete="DeleteVpnGateway", get="DescribeVpnGateway", list="DescribeVpnGateways"
    ),
    items=Wrapped("VpnGateways", "VpnGateway"),
    recreation=(
        "it gets a new ID and new public addresses, it is billed again, and its connections and servers "
        "have to be deleted first"
    ),
    identity=Identity(id="VpnGatewayId", prefix="vpn-", name="name"),
    fields=(
        Field(
            "name",
            "Name",
            Text(
                2,
                100,
                "^[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff._-]*$",
                "starting with a letter or Chinese character, then letters, digits, Chinese characters and . _ -",
            ),
        ),
        Field("description", "Description", DESCRIPTION, create=False),
        Field("vpc_id", "VpcId", change=Change.IMMUTABLE, required=True),
        Field("vswitch_id", "VSwitchId", change=Change.IMMUTABLE),
        Field("disaster_recovery_vswitch_id", "DisasterRecoveryVSwitchId", change=Change.IMMUTABLE),
        Field(
            "bandwidth",
            "Bandwidth",
            Bandwidth(values=(5, 10, 20, 50, 100, 200, 500, 1000)),
            read="Spec",
            change=Change.IMMUTABLE,
            required=True,
        ),
        Field(
            "instance_charge_type",
            "InstanceChargeType",
            Choice(("PREPAY", "POSTPAY"), shown=(("Prepay", "PREPAY"), ("PostpayByFlow", "POSTPAY"))),
            read="ChargeType",
            change=Change.IMMUTABLE,
        ),
        Field("period", "Period", Int(values=(1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36)), change=Change.WRITE_ONLY),
        Field("auto_pay", "AutoPay", Flag(), change=Change.WRITE_ONLY),
        Field("enable_ipsec", "EnableIpsec", Flag("enable", "disable"), read="IpsecVpn", change=Change.IMMUTABLE),
        Field("enable_ssl", "EnableSsl", Flag("enable", "disable"), read="SslVpn", change=Change.IMMUTABLE),
        Field(
            "ssl_connections",
            "SslConnections",
            Int(values=(5, 10, 20, 50, 100, 200, 500, 1000)),
            read="SslMaxConnections",
            change=Change.IMMUTABLE,
        ),
        Field("vpn_type", "VpnType", Choice(("Normal", "NationalStandard")), change=Change.IMMUTABLE),
        Field("network_type", "NetworkType", Choice(("public", "private")), change=Change.IMMUTABLE),
        Field("resource_group_id", "ResourceGroupId"),
        Field("auto_propagate", "AutoPropagate", Flag(absent=False), create=False),
        Field("tags", "Tag", Tags("VPNGATEWAY"), read="Tags", create=False),
    ),
    returns=(
        "VpnGatewayId",
        "Name",
        "Description",
        "Status",
        "BusinessStatus",
        "VpcId",
        "VSwitchId",
        "DisasterRecoveryVSwitchId",
        "InternetIp",
        "DisasterRecoveryInternetIp",
        "SslVpnInternetIp",
        "Spec",
        "ChargeType",
        "IpsecVpn",
        "SslVpn",
        "SslMaxConnections",
        "EnableBgp",
        "AutoPropagate",
        "VpnType",
        "NetworkType",
        "GatewayType",
        "ResourceGroupId",
        "EniInstanceIds",
        "ReservationData",
        "Tags",
        "CreateTime",
        "EndTime",
    ),
    times=("CreateTime", "EndTime"),
    updates=(
        Update("ModifyVpnGatewayAttribute", ("name", "description", "auto_propagate")),
        move_to_group("VpnGateway"),
    ),
    filters=(
        Parameter("vpc_id", "VpcId"),
        Parameter("status", "Status", Choice(_STATES)),
        Parameter("business_status", "BusinessStatus", Choice(("Normal", "FinancialLocked"))),
        Parameter("gateway_type", "GatewayType", Choice(("Traditional", "Enhanced.SiteToSite"))),
        Parameter("resource_group_id", "ResourceGroupId"),
        Parameter("include_reservation_data", "IncludeReservationData", Flag()),
        Parameter("tags", "Tag", Tags()),
    ),
    ready=States(
        "Status",
        ("active",),
        advice="Run the task again to continue waiting, or give a longer wait_timeout. A subscription stays in 'init' "
        "until its order is paid: pay it in the console, or create it with auto_pay=true.",
    ),
    changing=States("Status", ("updating",)),
    deleting=States("Status", ("deleting",)),
    dependents=(
        CONNECTIONS,
        Dependent(
            "SSL-VPN server",
            "DescribeSslVpnServers",
            Wrapped("SslVpnServers", "SslVpnServer"),
            "SslVpnServerId",
        ),
    ),
    wait_timeout=900,
    problems=_problems,
    undeletable=_undeletable,
    conflict=_conflict,
    created=("OrderId",),
    flags=(("dual_tunnel", "DisasterRecoveryVSwitchId"),),
    only_shown=(
        Parameter(
            "reservation_data",
            "ReservationData",
            Object((Parameter("status", "Status", Int()), Parameter("reservation_spec", "ReservationSpec", Int()))),
        ),
    ),
    twice=True,
    order=Order("OrderId", only=("instance_charge_type", "PREPAY"), paid_by="auto_pay"),
)


def service_off(context: Context, member: str, service: str, option: str) -> str:
    """Why nothing can be created on a VPN gateway on which a service is off; empty if it is on. `member`: the one of
    the gateway that shows it; `option`: the one that turns it on."""
    parent = context.parent or {}
    if parent.get(member) != "disable":
        return ""
    return (
        f"vpn_gateway: {service} is off on VPN gateway {parent.get('VpnGatewayId')}; turn it on in the console, or use "
        f"a gateway created with {option}=true"
    )


# The option by which the resources of a VPN gateway refer to it.
IN_GATEWAY = Field(
    "vpn_gateway",
    "VpnGatewayId",
    Ref(VPN_GATEWAY),
    change=Change.IMMUTABLE,
    required=True,
    aliases=("vpn_gateway_id",),
)
