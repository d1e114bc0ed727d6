# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Customer gateway (contract: customer_gateway.yaml, section 5)."""

from __future__ import annotations

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Asn, Text
from .._engine.networks import IpAddress
from .._engine.parts import Actions, Context, Identity, Options, Update, Wrapped
from .._engine.resource import Resource
from .._vpc.tags import Tags
from ._values import CONNECTIONS, DESCRIPTION, NAME, move_to_group, overlap

# A tunnel to an address in one of these networks does not come up (contract: CreateCustomerGateway, notes).
_UNREACHABLE = ("0.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.0.0.0/8")


class _Address(IpAddress):
    @property
    def allowed(self) -> str:
        return f"{super().allowed}, outside {', '.join(_UNREACHABLE)}"

    def fits(self, value: str) -> bool:
        return super().fits(value) and not overlap(value, _UNREACHABLE)


class _PeerAsn(Asn):
    """45104 is the number of the cloud itself."""

    @property
    def allowed(self) -> str:
        return f"{super().allowed}, except 45104"

    def fits(self, value: str) -> bool:
        return super().fits(value) and self.canon(value) != 45104


def _conflict(wanted: Options, context: Context) -> str:
    for other in () if context.actual else context.others:
        if other.get("IpAddress") == wanted.get("ip_address"):
            return (
                f"ip_address: {other['IpAddress']} is used by customer gateway {other.get('CustomerGatewayId')}, named "
                f"{other.get('Name')!r}; an address can be used only once in a region; give that name, or rename it: "
                "give its ID to the module customer_gateway as customer_gateway_id"
            )
    return ""


CUSTOMER_GATEWAY = Resource(
    name="customer_gateway",
    title="customer gateway",
    actions=Actions(
        create="CreateCustomerGateway",
        delete="DeleteCustomerGateway",
        get="DescribeCustomerGateway",
        list="DescribeCustomerGateways",
    ),
    items=Wrapped("CustomerGateways", "CustomerGateway"),
    recreation="it gets a new ID, and the connections that use it have to be deleted first",
    identity=Identity(id="CustomerGatewayId", prefix="cgw-", name="name", natural=("ip_address",)),
    fields=(
        Field("name", "Name", NAME),
        Field("description", "Description", DESCRIPTION),
        Field("ip_address", "IpAddress", _Address(), change=Change.IMMUTABLE, required=True),
        Field("asn", "Asn", _PeerAsn(), change=Change.IMMUTABLE, unset=("", 0, None)),
        Field(
            "auth_key",
            "AuthKey",
            Text(1, 64, "^[!->@-~]+$", "visible ASCII characters without space and question mark"),
            secret=True,
        ),
        Field("resource_group_id", "ResourceGroupId"),
        Field("tags", "Tags", Tags("CUSTOMERGATEWAY")),
    ),
    returns=(
        "CustomerGatewayId",
        "Name",
        "Description",
        "IpAddress",
        "Asn",
        "AuthKey",
        "ResourceGroupId",
        "Tags",
        "CreateTime",
    ),
    times=("CreateTime",),
    updates=(
        Update("ModifyCustomerGatewayAttribute", ("name", "description", "auth_key")),
        move_to_group("CustomerGateway"),
    ),
    filters=(
        Parameter("resource_group_id", "ResourceGroupId"),
        Parameter("tags", "Tag", Tags()),
    ),
    dependents=(CONNECTIONS,),
    secrets=("AuthKey",),
    conflict=_conflict,
)
