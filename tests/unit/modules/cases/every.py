# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All cases."""

from __future__ import annotations

from tests.unit.modules.cases.customer_gateway import CUSTOMER
from tests.unit.modules.cases.ipsec_server import IPSEC
from tests.unit.modules.cases.ssl_vpn_client_cert import CLIENT_CERT
from tests.unit.modules.cases.ssl_vpn_server import SSL_SERVER
from tests.unit.modules.cases.vpn_connection import CONNECTION
from tests.unit.modules.cases.vpn_gateway import GATEWAY
from tests.unit.modules.cases.vpn_gateway_certificate import CERTIFICATE
from tests.unit.modules.cases.vpn_pbr_route_entry import POLICY_ROUTE
from tests.unit.modules.cases.vpn_route_entry import ROUTE

CASES = (GATEWAY, CUSTOMER, CONNECTION, ROUTE, POLICY_ROUTE, CERTIFICATE, SSL_SERVER, CLIENT_CERT, IPSEC)
