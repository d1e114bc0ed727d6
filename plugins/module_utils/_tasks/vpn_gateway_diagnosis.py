# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The diagnosis of a connection of a VPN gateway (contract: gateway.yaml, DiagnoseVpnGateway and
GetVpnGatewayDiagnoseResult).

Not a descriptor: a diagnosis is not in one state or another, each run starts a new one.
"""

from __future__ import annotations

import json
import typing as t

from .._engine.errors import Refused
from .._engine.field import Parameter
from .._engine.find import require, resolve, to_ids
from .._engine.kind import MASK
from .._engine.kinds import Int
from .._engine.names import snake
from .._engine.networks import IpAddress
from .._engine.objects import Json
from .._engine.parts import Options, Raw, Wrapped
from .._engine.phase import phase
from .._engine.reference import Pending, Ref
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._rpc.client import Client
from .._rpc.shape import required
from .one_tunnel import any_connection

_GATEWAY = IN_GATEWAY.filter()
_CONNECTION = Parameter(
    "vpn_connection", "ResourceId", Ref(VPN_CONNECTION), required=True, aliases=("vpn_connection_id",)
)
EXTENDED = Json(
    (
        Parameter("private_source_ip", "PrivateSourceIp", IpAddress()),
        Parameter("private_destination_ip", "PrivateDestinationIp", IpAddress()),
    )
)
_REPORT = (
    "DiagnoseId",
    "VpnGatewayId",
    "ResourceType",
    "ResourceInstanceId",
    "BeginTime",
    "FinishTime",
    "TotalCount",
    "FinishedCount",
)
_CHECKS = Wrapped("DiagnoseResult")
_DESCRIPTION = "DiagnoseResultDescription"
_SECRETS = {name.lower() for name in VPN_CONNECTION.secrets}


def _spec() -> Spec:
    return {
        **{one.name: one.spec(required=one.required) for one in (_CONNECTION, _GATEWAY, *EXTENDED.members)},
        "wait": {"type": "bool", "default": True},
        "wait_timeout": {"type": "int", "default": 300},
    }


def _problems(options: Options) -> list[str]:
    return [text for one in EXTENDED.members for text in one.problems(options[one.name])]


def diagnose(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    done: list[str] = []
    label = f"{VPN_CONNECTION.title} {options[_CONNECTION.name]}"
    remote = Remote(VPN_CONNECTION, client, client.clock.monotonic() + options["wait_timeout"])
    with phase("find", label, done):
        parameters = _parameters(remote, options, check)
    report: Raw = {}
    if not check:
        with phase("start the diagnosis of", label, done):
            started = client.call("DiagnoseVpnGateway", parameters, token=True, busy_until=remote.deadline)
            done.append("DiagnoseVpnGateway")
        with phase("read the diagnosis of", label, done):
            report = _finished(remote, required(started, "DiagnoseId", "DiagnoseVpnGateway"), options["wait"])
    return {"changed": True, "actions": ["DiagnoseVpnGateway"], "vpn_gateway_diagnosis": _view(report)}


def read_report(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    label = options["diagnose_id"] or f"of {VPN_GATEWAY.title} {options[_GATEWAY.name]}"
    with phase("read the diagnosis", label, []):
        gateway = to_ids(Remote(VPN_GATEWAY, client), (_GATEWAY,), options).get(_GATEWAY.name)
        report = _read(client, {"DiagnoseId": options["diagnose_id"], "VpnGatewayId": gateway})
    return {"changed": False, "vpn_gateway_diagnosis": _view(report)}


def _parameters(remote: Remote, options: Options, check: bool) -> dict[str, t.Any]:
    references = (_GATEWAY, _CONNECTION)
    given = {one.name: options[one.name] for one in references if options[one.name] is not None}
    resolved = resolve(remote, references, given)
    if not check:
        require(remote, references, resolved)
    gateway, connection = resolved.get(_GATEWAY.name), resolved[_CONNECTION.name]
    if gateway is None and not isinstance(connection, Pending):
        raw = any_connection(remote, connection)
        if not VPN_CONNECTION.includes(raw):
            raise Refused(
                f"vpn_connection: {VPN_CONNECTION.title} {connection} is an attachment, which no VPN gateway has; "
                "use alicloud.vpn.vpn_connection_diagnosis_info for it"
            )
        gateway = required(raw, "VpnGatewayId", "DescribeVpnConnection")
    extended = EXTENDED.send(options) if EXTENDED.given(options) else None
    return {
        "VpnGatewayId": gateway,
        "ResourceType": "IPsec",
        "ResourceId": connection,
        "IPsecExtendInfo": extended,
    }


def _read(client: Client, which: Options) -> Raw:
    return client.call("GetVpnGatewayDiagnoseResult", which)


def _finished(remote: Remote, identifier: str, wait: bool) -> Raw:
    """The report, when all checks are done; without `wait`, as far as they are done now."""
    report: Raw = {}

    def look() -> tuple[bool, str]:
        report.update(_read(remote.client, {"DiagnoseId": identifier}))
        done, total = (Int().receive(report.get(name)) or 0 for name in ("FinishedCount", "TotalCount"))
        return not wait or 0 < total <= done, f"{done} of {total} checks are done"

    advice = f"Read it later with alicloud.vpn.vpn_gateway_diagnosis_info and diagnose_id={identifier}."
    remote.poll(look, f"diagnosis {identifier} is not finished", lambda: advice)
    return report


def _view(report: Raw) -> dict[str, t.Any]:
    if not report:
        return {}
    checks = [
        {snake(name): _description(value) if name == _DESCRIPTION else value for name, value in check.items()}
        for check in _CHECKS.inside(report)
    ]
    return {**{snake(name): report.get(name) for name in _REPORT}, "diagnose_result": checks}


def _description(text: str | None) -> dict[str, t.Any]:
    """What a check says is the text of a JSON object, whose members depend on the check."""
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        found = None
    return _masked(found) if isinstance(found, dict) else {"text": text}


def _masked(value: t.Any) -> t.Any:
    """The configuration of a connection may have its keys in it."""
    if isinstance(value, dict):
        return {name: MASK if name.lower() in _SECRETS else _masked(inner) for name, inner in value.items()}
    return [_masked(inner) for inner in value] if isinstance(value, list) else value


VPN_GATEWAY_DIAGNOSIS = Task(
    _spec,
    diagnose,
    _problems,
    idempotent=False,
    constraints={"required_together": [[one.name for one in EXTENDED.members]]},
)
VPN_GATEWAY_DIAGNOSIS_INFO = Task(
    lambda: {"diagnose_id": {"type": "str"}, _GATEWAY.name: _GATEWAY.spec()},
    read_report,
    read_only=True,
    constraints={"required_one_of": [["diagnose_id", _GATEWAY.name]]},
)
