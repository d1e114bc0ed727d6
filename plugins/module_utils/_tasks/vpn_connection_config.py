# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The configuration for the on-premises device (contract: connection.yaml, section 7.5)."""

from __future__ import annotations

import typing as t

from .._engine.field import Parameter
from .._engine.find import to_ids
from .._engine.parts import Options
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._engine.views import shown
from .._resources.vpn_connection import VPN_CONNECTION
from .._rpc.client import Client
from .._rpc.shape import misunderstood

_CONNECTION = (
    Parameter("vpn_connection", "VpnConnectionId", Ref(VPN_CONNECTION), required=True, aliases=("vpn_connection_id",)),
)
_SECRETS = ("Psk",)
_LISTS = ("LocalSubnet", "RemoteSubnet")


def _spec() -> Spec:
    return {
        **{one.name: one.spec(required=one.required) for one in _CONNECTION},
        "include_secrets": {"type": "bool", "default": False},
    }


def download(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    wanted = options["vpn_connection"]
    with phase("download the configuration of", f"{VPN_CONNECTION.title} {wanted}", []):
        remote = Remote(VPN_CONNECTION, client)
        resolved = to_ids(remote, _CONNECTION, options)
        body = client.call("DownloadVpnConnectionConfig", {"VpnConnectionId": resolved["vpn_connection"]})
        shown_config = config(body, options["include_secrets"])
    return {"changed": False, "vpn_connection_config": shown_config}


def config(body: t.Mapping[str, t.Any], include_secrets: bool) -> dict[str, t.Any]:
    """The answer with names in snake_case, and subnets and tunnels as lists."""
    if not isinstance(body.get("VpnConnectionConfig"), t.Mapping):
        raise misunderstood("it has no VpnConnectionConfig", "DownloadVpnConnectionConfig")
    raw = dict(body["VpnConnectionConfig"])
    for name in _LISTS:
        raw[name] = [block.strip() for block in (raw.get(name) or "").split(",") if block.strip()]
    view: dict[str, t.Any] = shown(raw, () if include_secrets else _SECRETS)
    return view


VPN_CONNECTION_CONFIG = Task(_spec, download, read_only=True)
