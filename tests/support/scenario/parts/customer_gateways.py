# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer gateways."""

from __future__ import annotations

from tests.support.caller import Caller, connection, customer
from tests.support.scenario.part import Ids, Part, Request, having


def _build(call: Caller, ids: Ids) -> None:
    ids["customer"] = customer(call, Asn="65530", AuthKey="key", Tags=[{"Key": "k", "Value": "v"}])
    ids["idle_customer"] = customer(call)
    call("ModifyCustomerGatewayAttribute", CustomerGatewayId=ids["customer"], Name="office")


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [
        ("DescribeCustomerGateways", {}),
        ("DescribeCustomerGateway", {"CustomerGatewayId": ids["customer"]}),
    ]


def _writes(ids: Ids) -> dict[str, Request]:
    return {
        "CreateCustomerGateway": {"IpAddress": "1.2.3.4"},
        "ModifyCustomerGatewayAttribute": {"CustomerGatewayId": ids["customer"], "AuthKey": "new"},
        "DeleteCustomerGateway": {"CustomerGatewayId": ids["idle_customer"]},
    }


def _take_down(call: Caller, ids: Ids) -> None:
    call("DeleteCustomerGateway", CustomerGatewayId=ids["customer"])


def _used(_call: Caller, ids: Ids, _request: Request) -> Request:
    return {"CustomerGatewayId": ids["customer"]}


def _used_by_a_deleted_connection(call: Caller, ids: Ids, _request: Request) -> Request:
    customer_id = customer(call)
    connection_id = connection(call, ids["gateway"], customer_id)
    Caller(call.cloud)("DeleteVpnConnection", VpnConnectionId=connection_id)
    return {"CustomerGatewayId": customer_id}


def _same_address(call: Caller, ids: Ids, request: Request) -> Request:
    read = call("DescribeCustomerGateway", CustomerGatewayId=ids["customer"])
    return {**request, "IpAddress": read["IpAddress"]}


PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    at_once=frozenset({"CreateCustomerGateway", "DeleteCustomerGateway"}),
    tagged={"CUSTOMERGATEWAY": "DescribeCustomerGateways"},
    causes={
        "CreateCustomerGateway OperationDenied.MissingAsn": having(AuthKey="key"),
        "DeleteCustomerGateway DependencyViolation.VpnConnection": _used,
        "DeleteCustomerGateway VpnGateway.Configuring": _used_by_a_deleted_connection,
        "InvalidAuthkey.Malformed": having(AuthKey="two words"),
        "InvalidCustomerGatewayInstanceId.NotFound": having(CustomerGatewayId="cgw-none"),
        "InvalidIpAddress.AlreadyExist": _same_address,
        "InvalidIpAddress.WrongFormat": having(IpAddress="1.2.3"),
        "ModifyCustomerGatewayAttribute OperationDenied.MissingAsn": lambda _call, ids, request: {
            **request,
            "CustomerGatewayId": ids["idle_customer"],
        },
    },
)
