# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer gateways."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY
from tests.support import site
from tests.support.case import Case, Fixed, NewValue, Read

AUTH_KEY = "bgp-s3cret-Key"

CASE = Case(
    CUSTOMER_GATEWAY,
    actions=("CreateCustomerGateway",),
    options={
        "name": "branch",
        "description": "Branch",
        "ip_address": "203.0.113.99",
        "asn": "65530",
        "auth_key": AUTH_KEY,
        "resource_group_id": "rg-1",
        "tags": {"site": "hangzhou"},
    },
    identity=("name",),
    new_values=(
        NewValue("name", "branch-2", "Name", "branch-2"),
        NewValue("description", "Branch, second floor", "Description", "Branch, second floor"),
        NewValue("auth_key", "another-s3cret", "AuthKey", "another-s3cret"),
        NewValue("resource_group_id", "rg-2", "ResourceGroupId", "rg-2"),
        NewValue("tags", {}, "Tags.Tag || `[]`", []),
    ),
    fixed=(Fixed("ip_address", "203.0.113.98"), Fixed("asn", "65531")),
    read=Read("DescribeCustomerGateway", {"customer_gateway_id": "customer_gateway_id"}),
    table="customer_gateways",
    wrong={
        "ip_address": ("0.0.0.0", "100.64.0.1", "127.0.0.1", "169.254.1.1", "224.0.0.1", "255.255.255.255"),
        "asn": ("45104", "0.45104"),
    },
    existing={
        "office": site.customer(auth_key=AUTH_KEY),
        "other": site.customer(number=11),
    },
    wider={
        "CreateCustomerGateway.Name": "seed_issues: 128 characters in the 2022 API reference",
        "ModifyCustomerGatewayAttribute.Name": "as at creation",
    },
)
