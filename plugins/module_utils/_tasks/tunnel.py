# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Wait until the tunnel of an IPsec connection is established (contract: DescribeVpnConnection, Status)."""

from __future__ import annotations

import typing as t

from .._engine.converge import Outcome
from .._engine.names import snake
from .._engine.parts import Options, Raw
from .._engine.phase import Failed, phase
from .._engine.presence import Presence
from .._engine.remote import Remote
from .._engine.task import Extension, Result, Spec
from .._engine.views import result
from .._resources.vpn_connection import TUNNEL_LIST, VPN_CONNECTION
from .._rpc.client import Client
from .._rpc.errors import RpcError
from .vpn_connection_diagnosis import findings, reason

_UP = "ipsec_sa_established"
_NO_IKE = "ike_sa_not_established"


def _spec() -> Spec:
    return {"wait_for": {"type": "str", "choices": ["active", "established"], "default": "active"}}


def _problems(options: Options) -> list[str]:
    if options["wait_for"] == "active":
        return []
    found = []
    if options["state"] == "absent":
        found.append("wait_for: established is not allowed with state=absent; leave wait_for out")
    if not options["wait"]:
        found.append("wait_for: established is not allowed with wait=false; leave one of the two out")
    return found


def _wait(options: Options, client: Client, outcome: Outcome) -> Result:
    """Returns the connection once its tunnel is established."""
    if options["wait_for"] == "active" or not outcome.raw:
        return {}
    remote = Remote(VPN_CONNECTION, client, outcome.deadline)
    seen = _Seen(remote, outcome.raw)
    dual = bool(TUNNEL_LIST.inside(outcome.raw))
    label = f"the tunnel{'s' if dual else ''} of {VPN_CONNECTION.title} {seen.identifier}"
    try:
        with phase("wait for", label, outcome.actions):
            remote.poll(seen.look, f"{'they are' if dual else 'it is'} not established", seen.advice)
    except Failed as failure:
        failure.shown = seen.shown(options["include_secrets"])
        raise
    return seen.shown(options["include_secrets"])


WAIT_FOR_TUNNEL = Extension(_spec, _problems, _wait)


class _Seen:
    """A connection as it was last read."""

    def __init__(self, remote: Remote, raw: Raw) -> None:
        self._remote = remote
        self.identifier: str = raw["VpnConnectionId"]
        self.raw = raw
        self._presence = Presence(f"{VPN_CONNECTION.title} {self.identifier}", seen=True)

    def look(self) -> tuple[bool, str]:
        self.raw = self._remote.read(self.identifier) or {}
        self._presence.check(self.raw)
        tunnels = _tunnels(self.raw)
        states = ", ".join(f"{tunnel.role} {tunnel.status!r}".lstrip() for tunnel in tunnels)
        return all(tunnel.is_up for tunnel in tunnels), states

    def advice(self) -> str:
        tunnels = _tunnels(self.raw)
        down = [tunnel for tunnel in tunnels if not tunnel.is_up]
        reasons = self._reasons()
        said = [tunnel.advice(self.raw, reasons.get(tunnel.id, "")) for tunnel in tunnels]
        return " ".join([*said, *_start(self.raw, down)])

    def shown(self, include_secrets: bool) -> Result:
        return {VPN_CONNECTION.name: result(VPN_CONNECTION, self.raw, include_secrets)}

    def _reasons(self) -> dict[str, str]:
        """What the service found, by the ID of the tunnel. It is only a hint, so a failure of this call is none."""
        try:
            found = findings(self._remote.client, [self.raw] if self.raw else [])
        except RpcError:
            return {}
        return {one.get("TunnelId") or "": reason(one) for one in found}


class _Tunnel(t.NamedTuple):
    """One tunnel; it has an `id` and a `role` only if the connection has two."""

    id: str
    role: str
    status: str
    gateway: str
    customer: str
    ike: t.Mapping[str, t.Any]
    esp: t.Mapping[str, t.Any]

    @property
    def is_up(self) -> bool:
        return self.status == _UP

    def advice(self, raw: Raw, reason: str) -> str:
        name = f"Tunnel {self.id} ({self.role}, {self.gateway})" if self.id else ""
        if self.is_up:
            return f"{name} is established."
        compare = self._phase_1() if self.status == _NO_IKE else self._phase_2(raw)
        return " ".join(part for part in (f"{name}:" if name else "", compare, reason) if part)

    def _phase_1(self) -> str:
        ours, theirs = self.ike.get("LocalId"), self.ike.get("RemoteId")
        return (
            "Phase 1 (IKE) is not established. Compare with the device: the pre-shared key; "
            f"{_values(self.ike, 'IkeVersion', 'IkeMode', 'IkeEncAlg', 'IkeAuthAlg', 'IkePfs')}; the identities, "
            f"which on the device are local {theirs} and remote {ours}. Check that UDP 500 and 4500 pass between "
            f"the VPN gateway {self.gateway} and the customer gateway {self.customer}."
        )

    def _phase_2(self, raw: Raw) -> str:
        return (
            "Phase 1 (IKE) is established, phase 2 (IPsec) is not. Compare with the device: the networks, "
            f"which on the device are local {raw.get('RemoteSubnet')} and remote {raw.get('LocalSubnet')}; "
            f"{_values(self.esp, 'IpsecEncAlg', 'IpsecAuthAlg', 'IpsecPfs')}."
        )


def _tunnels(raw: Raw) -> list[_Tunnel]:
    if not raw:
        return []
    single = {**raw, "TunnelIkeConfig": raw.get("IkeConfig"), "TunnelIpsecConfig": raw.get("IpsecConfig")}
    return [
        _Tunnel(
            tunnel.get("TunnelId") or "",
            tunnel.get("Role") or "",
            tunnel.get("Status") or "",
            tunnel.get("InternetIp") or raw.get("VpnGatewayId") or "",
            tunnel.get("CustomerGatewayId") or "",
            tunnel.get("TunnelIkeConfig") or {},
            tunnel.get("TunnelIpsecConfig") or {},
        )
        for tunnel in TUNNEL_LIST.inside(raw) or [single]
    ]


def _values(config: t.Mapping[str, t.Any], *names: str) -> str:
    """The settings under the names of the options, so that they can be compared with the playbook."""
    # IKEv2 has no modes, even if the connection shows one.
    shown = [name for name in names if name != "IkeMode" or config.get("IkeVersion") == "ikev1"]
    return ", ".join(f"{snake(name)} {config.get(name)}" for name in shown)


def _start(raw: Raw, down: list[_Tunnel]) -> list[str]:
    # A connection with two tunnels has no status of its own, so the tunnels' are checked.
    if raw.get("EffectImmediately") or all(tunnel.status != _NO_IKE for tunnel in down):
        return []
    return ["With effect_immediately=false the VPN gateway does not start the negotiation; start it on the device."]
