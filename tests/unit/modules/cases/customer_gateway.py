# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer gateways."""

from __future__ import annotations

from tests.support.descriptors import CUSTOMER_GATEWAY
from tests.unit.modules.cases.case import Case, Change, Fixed, Read

AUTH_KEY = "bgp-s3cret-Key"

CUSTOMER = Case(
    CUSTOMER_GATEWAY,
    actions=("CreateCustomerGateway",),
    make={
        "name": "branch",
        "description": "Branch",
        "ip_address": "203.0.113.99",
        "asn": "65530",
        "auth_key": AUTH_KEY,
        "resource_group_id": "rg-1",
        "tags": {"site": "hangzhou"},
    },
    identity=("name",),
    changes=(
        Change("name", "branch-2", "Name", "branch-2"),
        Change("description", "Branch, second floor", "Description", "Branch, second floor"),
        Change("auth_key", "another-s3cret", "AuthKey", "another-s3cret"),
        Change("tags", {}, "Tags.Tag || `[]`", []),
    ),
    fixed=(Fixed("ip_address", "203.0.113.98"), Fixed("asn", "65531"), Fixed("resource_group_id", "rg-2")),
    apart={},
    read=Read("DescribeCustomerGateway", {"customer_gateway_id": "customer_gateway_id"}),
    table="customer_gateways",
)
