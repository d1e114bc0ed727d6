# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a server for clients needs of its VPN gateway, and the networks that the clients get their addresses from
(contract: notes of CreateSslVpnServer)."""

from __future__ import annotations

import typing as t

from .._engine.parts import Context, Options
from ._values import overlap
from .vpn_gateway import service_off


def pool_problems(options: Options) -> list[str]:
    """The pool overlaps no network that the clients reach."""
    return [text for text in [_overlap(options.get("client_ip_pool"), options.get("local_subnet") or ())] if text]


def server_conflict(wanted: Options, context: Context) -> str:
    """A new server needs SSL-VPN, also if it speaks IPsec (contract: notes of CreateSslVpnServer and
    CreateIpsecServer)."""
    return service_off(context, "SslVpn", "SSL-VPN", "enable_ssl") or _pool_conflict(wanted, context)


def _pool_conflict(wanted: Options, context: Context) -> str:
    """Nor, when one of the two changes, does it overlap what the other one is now."""
    present = context.actual or {}
    if not wanted.keys() & {"client_ip_pool", "local_subnet"}:
        return ""
    pool = wanted.get("client_ip_pool") or present.get("ClientIpPool")
    return _overlap(pool, wanted.get("local_subnet") or str(present.get("LocalSubnet") or "").split(","))


def _overlap(pool: str | None, subnets: t.Iterable[str]) -> str:
    block = overlap(pool, filter(None, subnets)) if pool else ""
    if not block:
        return ""
    return f"client_ip_pool: {pool!r} overlaps local_subnet {block}; give a network that overlaps none of them"
