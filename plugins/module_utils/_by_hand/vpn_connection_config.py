# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What the on-premises device should be configured with (contract: connection.yaml, section 7.5)."""

from __future__ import annotations

import typing as t

from .._engine.field import Change, Field
from .._engine.find import require, resolve
from .._engine.kinds import Ref
from .._engine.phase import phase
from .._engine.views import shown
from .._resources.vpn_connection import VPN_CONNECTION
from .._rpc.client import Client

_CONNECTION = Field("vpn_connection", "VpnConnectionId", Ref(VPN_CONNECTION), change=Change.UNSEEN)
_SECRETS = ("Psk",)
_LISTS = ("LocalSubnet", "RemoteSubnet")


def download(options: dict[str, t.Any], client: Client, check: bool) -> dict[str, t.Any]:
    """Options and result are those of the module's documentation."""
    wanted = options["vpn_connection"]
    with phase("download the configuration of", f"IPsec connection {wanted}", []):
        resolved = resolve((_CONNECTION,), {"vpn_connection": wanted}, client)
        require((_CONNECTION,), resolved)
        body = client.call("DownloadVpnConnectionConfig", {"VpnConnectionId": resolved["vpn_connection"]})
    return {"changed": False, "vpn_connection_config": config(body, options["include_secrets"])}


def config(body: t.Mapping[str, t.Any], include_secrets: bool) -> dict[str, t.Any]:
    """The answer in snake_case, subnets and tunnels as lists."""
    raw = dict(body["VpnConnectionConfig"])
    for name in _LISTS:
        raw[name] = [block.strip() for block in (raw.get(name) or "").split(",") if block.strip()]
    return shown(raw, () if include_secrets else _SECRETS)
