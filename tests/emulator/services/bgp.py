# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a region supports BGP: CheckVpnBgpEnabled in contract/gateway.yaml."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import action


@action("CheckVpnBgpEnabled")
def check(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference."""
    return {"BgpEnabled": is_supported(call)}


def is_supported(call: Call) -> bool:
    """Whether the region of the request supports BGP; a test turns it off (``Cloud.disable_bgp``)."""
    return call.region_id not in call.state.regions_without_bgp
