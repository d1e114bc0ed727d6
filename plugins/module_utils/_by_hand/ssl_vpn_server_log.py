# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The log of an SSL-VPN server (contract: ssl_vpn.yaml, section 8.8)."""

from __future__ import annotations

import typing as t

from .._engine.field import Change, Field
from .._engine.find import require, resolve
from .._engine.kinds import Ref
from .._engine.phase import phase
from .._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from .._resources.ssl_vpn_server import SSL_VPN_SERVER
from .._rpc.client import Client

_FIELDS = (
    Field("ssl_vpn_server", "VpnSslServerId", Ref(SSL_VPN_SERVER), change=Change.UNSEEN),
    Field("ssl_vpn_client_cert", "SslVpnClientCertId", Ref(SSL_VPN_CLIENT_CERT), change=Change.UNSEEN),
)
_PAGE = 50


def complaints(options: t.Mapping[str, t.Any]) -> list[str]:
    """A window needs two of its three ends, or its length alone."""
    found = []
    start, end, minutes = (options.get(name) for name in ("from", "to", "minute_period"))
    if minutes is None and (start is None or end is None):
        found.append("minute_period: must be given, alone or with from or to; else both from and to")
    if None not in (start, end, minutes):
        found.append("minute_period: not allowed together with both from and to")
    if start is not None and end is not None and start >= end:
        found.append(f"from: {start} is not allowed; it must lie before to, which is {end}")
    found += [
        f"{name}: {options[name]} is not allowed; seconds since 1970 are"
        for name in ("from", "to")
        if options.get(name) is not None and options[name] < 0
    ]
    if minutes is not None and minutes < 1:
        found.append(f"minute_period: {minutes} is not allowed; at least 1 is")
    return found


def read_log(options: dict[str, t.Any], client: Client, check: bool) -> dict[str, t.Any]:
    """Options and result are those of the module's documentation. Reads again until the service calls the log
    complete, or the time is up."""
    deadline = client.clock.monotonic() + options["wait_timeout"]
    with phase("read the log of", f"SSL-VPN server {options['ssl_vpn_server']}", []):
        given = {field.name: options[field.name] for field in _FIELDS if options.get(field.name)}
        resolved = resolve(_FIELDS, given, client)
        require(_FIELDS, resolved)
        asked = {field.wire: resolved.get(field.name) for field in _FIELDS}
        asked.update({"From": options["from"], "To": options["to"], "MinutePeriod": options["minute_period"]})
        for pause in client.backoff.pauses():
            lines, completed = _pages(client, asked)
            if completed or client.clock.monotonic() + pause > deadline:
                break
            client.clock.sleep(pause)
    return {"changed": False, "ssl_vpn_server_logs": lines, "is_completed": completed}


def _pages(client: Client, asked: t.Mapping[str, t.Any]) -> tuple[list[str], bool]:
    """There is no total: the last page is the one that is not full."""
    lines: list[str] = []
    completed = True
    number = 0
    while True:
        number += 1
        body = client.call("DescribeVpnSslServerLogs", {**asked, "PageNumber": number, "PageSize": _PAGE})
        data = body.get("Data") or []
        page = data.get("Logs") or [] if isinstance(data, t.Mapping) else data
        lines += page
        completed = completed and bool(body.get("IsCompleted", True))
        if len(page) < _PAGE:
            return lines, completed
