# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Why IPsec connections fail to negotiate (contract: connection.yaml, DiagnoseVpnConnections)."""

from __future__ import annotations

from .._engine.field import Parameter
from .._engine.find import to_ids
from .._engine.kind import MASK
from .._engine.parts import Options, Raw, Wrapped
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._engine.views import iso8601, shown
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY
from .._rpc.client import Client
from .one_tunnel import TUNNEL, any_connection, tunnel_ids

_GATEWAY = IN_GATEWAY.filter()
_CONNECTION = Parameter("vpn_connection", "VpnConnectionId", Ref(VPN_CONNECTION), aliases=("vpn_connection_id",))
# If these are keys, the code says so: PskMismatch.
_COMPARED = ("MismatchLocalParam", "MismatchRemoteParam")


def _spec() -> Spec:
    return {one.name: one.spec() for one in (_CONNECTION, TUNNEL, _GATEWAY)}


def _problems(options: Options) -> list[str]:
    if options[TUNNEL.name] is None:
        return []
    if options[_CONNECTION.name] is None:
        return ["tunnel: not allowed without vpn_connection; give the connection of the tunnel, or leave tunnel out"]
    return TUNNEL.problems(options[TUNNEL.name])


def diagnose(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("diagnose", _label(options), []):
        remote = Remote(VPN_CONNECTION, client)
        resolved = to_ids(remote, (_GATEWAY, _CONNECTION), options)
        gateway, wanted = resolved.get(_GATEWAY.name), resolved.get(_CONNECTION.name)
        connections = [any_connection(remote, wanted)] if wanted else remote.fetch({_GATEWAY.wire: gateway})
        found = findings(client, connections, options[TUNNEL.name], gateway)
    diagnoses = [{**shown(raw), "failed_time_iso8601": iso8601(raw.get("FailedTime"))} for raw in found]
    return {"changed": False, "vpn_connection_diagnoses": diagnoses}


def findings(
    client: Client, connections: list[Raw], tunnel: str | None = None, gateway: str | None = None
) -> list[Raw]:
    """What the service finds about each of the connections or of their tunnels. Raises Refused where a connection does
    not have the tunnel that is wanted."""
    single: list[str] = []
    tunnels: list[str] = []
    for raw in connections:
        ids = tunnel_ids(raw, tunnel)
        tunnels += ids
        single += [] if ids else [raw["VpnConnectionId"]]
    if not connections:
        return []
    parameters = {_GATEWAY.wire: gateway, "VpnConnectionIds": single, "TunnelIds": tunnels}
    return [_masked(raw) for raw in client.pages("DiagnoseVpnConnections", parameters, _items)]


def _label(options: Options) -> str:
    if options[_CONNECTION.name]:
        return f"{VPN_CONNECTION.title} {options[_CONNECTION.name]}"
    return f"{VPN_CONNECTION.title}s of VPN gateway {options[_GATEWAY.name]}"


_items = Wrapped("VpnConnections").of


def _masked(raw: Raw) -> Raw:
    if not any(secret in str(raw.get("FailedReasonCode")) for secret in VPN_CONNECTION.secrets):
        return raw
    return {**raw, **{name: MASK for name in _COMPARED if raw.get(name)}}


def reason(finding: Raw) -> str:
    """A finding of the service in one sentence; empty if nothing was found."""
    if finding.get("FailedReasonCode") in (None, "", "NoExceptionFound"):
        return ""
    ends = ("here", finding.get("MismatchLocalParam")), ("on the device", finding.get("MismatchRemoteParam"))
    values = ", ".join(f"{where} {value}" for where, value in ends if value)
    line = f"; last line of the log: {finding['SourceLog']!r}" if finding.get("SourceLog") else ""
    return f"The service found {finding['FailedReasonCode']}{f' ({values})' if values else ''}{line}."


VPN_CONNECTION_DIAGNOSIS = Task(
    _spec,
    diagnose,
    _problems,
    read_only=True,
    constraints={"required_one_of": [[_CONNECTION.name, _GATEWAY.name]]},
)
