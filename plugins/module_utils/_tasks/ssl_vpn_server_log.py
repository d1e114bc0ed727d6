# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The log of an SSL-VPN server (contract: ssl_vpn.yaml, section 8.8)."""

from __future__ import annotations

import typing as t

from .._engine.field import Parameter
from .._engine.find import require, resolve
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.resource import Options
from .._engine.task import Result, Spec, Task
from .._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from .._resources.ssl_vpn_server import SSL_VPN_SERVER
from .._rpc.client import Client

_PARAMETERS = (
    Parameter("ssl_vpn_server", "VpnSslServerId", Ref(SSL_VPN_SERVER), required=True, aliases=("ssl_vpn_server_id",)),
    Parameter(
        "ssl_vpn_client_cert", "SslVpnClientCertId", Ref(SSL_VPN_CLIENT_CERT), aliases=("ssl_vpn_client_cert_id",)
    ),
)
_PAGE = 50


def _spec() -> Spec:
    return {
        **{one.name: one.spec(required=one.required) for one in _PARAMETERS},
        "from": {"type": "int"},
        "to": {"type": "int"},
        "minute_period": {"type": "int"},
        "wait_timeout": {"type": "int", "default": 30},
    }


def _problems(options: Options) -> list[str]:
    """A period is given by two of start, end and length, or by its length alone."""
    found = []
    start, end, minutes = (options.get(name) for name in ("from", "to", "minute_period"))
    if minutes is None and (start is None or end is None):
        found.append("minute_period: not given; give it, alone or with from or to, or give both from and to")
    if None not in (start, end, minutes):
        found.append("minute_period: not allowed with both from and to; leave one of the three out")
    if start is not None and end is not None and start >= end:
        found.append(f"from: {start} is not allowed; allowed: a time before to, which is {end}")
    found += [
        f"{name}: {options[name]} is not allowed; allowed: seconds since 1970"
        for name in ("from", "to")
        if options.get(name) is not None and options[name] < 0
    ]
    if minutes is not None and minutes < 1:
        found.append(f"minute_period: {minutes} is not allowed; allowed: 1 or more minutes")
    return found


def read_log(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation. Reads again until the service says that the log
    is complete, or until the time is over."""
    deadline = client.clock.monotonic() + options["wait_timeout"]
    with phase("read the log of", f"{SSL_VPN_SERVER.title} {options['ssl_vpn_server']}", []):
        remote = Remote(SSL_VPN_SERVER, client, deadline)
        given = {one.name: options[one.name] for one in _PARAMETERS if options.get(one.name)}
        resolved = resolve(remote, _PARAMETERS, given)
        require(remote, _PARAMETERS, resolved)
        parameters = {one.wire: resolved.get(one.name) for one in _PARAMETERS}
        parameters.update({"From": options["from"], "To": options["to"], "MinutePeriod": options["minute_period"]})
        for pause in client.backoff.pauses():
            lines, completed = _pages(client, parameters)
            if completed or client.clock.monotonic() + pause > deadline:
                break
            client.clock.sleep(pause)
    return {"changed": False, "ssl_vpn_server_logs": lines, "is_completed": completed}


def _pages(client: Client, parameters: t.Mapping[str, t.Any]) -> tuple[list[str], bool]:
    """The answer has no total number: the last page is the one that is not full."""
    lines: list[str] = []
    completed = True
    number = 0
    while True:
        number += 1
        body = client.call("DescribeVpnSslServerLogs", {**parameters, "PageNumber": number, "PageSize": _PAGE})
        data = body.get("Data") or []
        page = data.get("Logs") or [] if isinstance(data, t.Mapping) else data
        lines += page
        completed = completed and bool(body.get("IsCompleted", True))
        if len(page) < _PAGE:
            return lines, completed


SSL_VPN_SERVER_LOG = Task(_spec, read_log, _problems, read_only=True)
