# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The VPC API, of which VPN Gateway is a part (contract: common.yaml)."""

from __future__ import annotations

from .._rpc.service import Service
from .codes import advice_for, category_of
from .shapes import SHAPES

VPC = Service(
    version="2016-04-28",
    read_prefixes=("Check", "Describe", "Download", "Get", "List"),
    reads=frozenset(("DiagnoseVpnConnections",)),
    category_of=category_of,
    advice_for=advice_for,
    shapes=SHAPES,
)
