# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service shows after a call: a record that plans are applied to. It is written from the contract's notes and
not from the descriptors, so that a descriptor which sends one thing and reads another is caught.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.plan import NEW_ID, Plan, Step
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource

Raw = dict[str, Any]
_ID = {
    "vpn_gateway": ("VpnGatewayId", "vpn-bp1q8bgx4xnkm2ogj0001"),
    "customer_gateway": ("CustomerGatewayId", "cgw-bp1mvj4g9kogwwcxk0001"),
    "vpn_connection": ("VpnConnectionId", "vco-bp1bbi27hojx80nck0001"),
}


def _word(value: Any) -> str:
    return "enable" if value else "disable"


def _asn(value: Any) -> int:
    high, _unused, low = str(value).partition(".")
    return int(high) * 65536 + int(low) if low else int(high)


def _health(value: str) -> Raw:
    given = json.loads(value)
    return {
        "Enable": str(given.get("enable", False)).lower(),  # a flag comes back as text
        "Dip": given.get("dip", ""),
        "Sip": given.get("sip", ""),
        "Interval": given.get("interval", 3),
        "Retry": given.get("retry", 3),
    }


def _bgp(value: str) -> Raw:
    given = json.loads(value)
    shown = {**given, "EnableBgp": str(given.get("EnableBgp", False)).lower(), "AuthKey": "", "PeerAsn": 0}
    return {**shown, "LocalAsn": _asn(given["LocalAsn"])} if "LocalAsn" in given else shown


def _phase(value: str) -> Raw:
    # An object that is sent replaces the present one, which is the worst that a service can do with missing members.
    return {name: str(member) if name.endswith("Lifetime") else member for name, member in json.loads(value).items()}


def _tunnels(sent: list[Raw], raw: Raw) -> Raw:
    """A tunnel is identified by its role. Members that are not sent stay, but an object replaces the present one."""
    tunnels = {tunnel["Role"]: tunnel for tunnel in raw.get("TunnelOptionsSpecification", {}).get("TunnelOptions", ())}
    for given in sent:
        tunnels[given["Role"]] = {
            **tunnels.get(given["Role"], {}),
            **{name: _text(value) for name, value in given.items()},
        }
    return {"TunnelOptions": list(tunnels.values())}


def _text(value: Any) -> Any:
    """Inside a tunnel the service shows flags and numbers as texts."""
    if isinstance(value, dict):
        return {name: str(_asn(inner)) if name == "LocalAsn" else _text(inner) for name, inner in value.items()}
    return str(value).lower() if isinstance(value, (bool, int)) else value


# Parameter -> (member of the answer, how it is shown); all others are shown under their own name as they are.
SHOWN: dict[str, tuple[str, Any]] = {
    "Bandwidth": ("Spec", lambda value: f"{value}M"),
    "InstanceChargeType": ("ChargeType", {"PREPAY": "Prepay", "POSTPAY": "PostpayByFlow"}.__getitem__),
    "EnableIpsec": ("IpsecVpn", _word),
    "EnableSsl": ("SslVpn", _word),
    "SslConnections": ("SslMaxConnections", int),
    "Asn": ("Asn", _asn),
    "IkeConfig": ("IkeConfig", _phase),
    "IpsecConfig": ("IpsecConfig", _phase),
    "HealthCheckConfig": ("VcoHealthCheck", _health),
    "BgpConfig": ("VpnBgpConfig", _bgp),
    "PublishVpc": ("State", lambda value: "published" if value else "normal"),
}
_WRITE_ONLY = ("Period", "AutoPay", "AutoConfigRoute", "Description", "OverlayMode", "RouteType")


def applied(resource: Resource, plan: Plan, raw: Raw | None) -> Raw | None:
    """The record after the plan."""
    raw = copy.deepcopy(raw)
    for step in plan.steps:
        raw = _step(resource, step, raw)
    return raw


def _step(resource: Resource, step: Step, raw: Raw | None) -> Raw | None:
    if step.verb == "delete":
        assert raw is not None
        return None
    if step.verb == "create":
        assert raw is None
        raw = dict([_ID[resource.name]]) if resource.name in _ID else {}
    assert raw is not None
    if step.verb == "tag":
        return {**raw, "Tags": {"Tag": _tags(step, raw)}}
    parameters = dict(step.parameters)
    if resource.name == "vpn_route_entry":
        return _route(step, parameters, raw)
    if step.action == "MoveVpnResourceGroup":
        assert parameters["InstanceId"] in (NEW_ID, raw[_ID[resource.name][0]])
        return {**raw, "ResourceGroupId": parameters["NewResourceGroupId"]}
    key, _unused = _ID[resource.name]
    if step.verb == "update":
        assert parameters.pop(key) in (NEW_ID, raw[key])
    return _shown(resource, parameters, raw)


def _shown(resource: Resource, parameters: Raw, raw: Raw) -> Raw:
    write_only = (
        _WRITE_ONLY if resource.name != "vpn_gateway" and resource.name != "customer_gateway" else _WRITE_ONLY[:3]
    )
    for name, value in parameters.items():
        if name == "Tags":
            raw["Tags"] = {"Tag": value}
        elif name == "TunnelOptionsSpecification":
            raw[name] = _tunnels(value, raw)
        elif name not in write_only:
            member, show = SHOWN.get(name, (name, lambda value: value))
            raw[member] = show(value)
    return raw


def _route(step: Step, parameters: Raw, raw: Raw) -> Raw:
    if step.verb == "update":
        for name, member in (("VpnGatewayId", "VpnInstanceId"), ("RouteDest", "RouteDest"), ("NextHop", "NextHop")):
            assert parameters[name] == raw[member]
    if "NewWeight" in parameters:
        assert parameters["Weight"] == raw["Weight"]
        return {**raw, "Weight": parameters["NewWeight"]}
    shown = {name: value for name, value in parameters.items() if name not in _WRITE_ONLY}
    shown["VpnInstanceId"] = shown.pop("VpnGatewayId")
    if "PublishVpc" in shown:
        shown["State"] = "published" if shown.pop("PublishVpc") else "normal"
    return {**raw, **shown}


def _tags(step: Step, raw: Mapping[str, Any]) -> list[Raw]:
    tags = {pair["Key"]: pair["Value"] for pair in raw.get("Tags", {}).get("Tag", ())}
    if step.action == "UnTagResources":
        for key in step.parameters["TagKey"]:
            del tags[key]
    else:
        tags.update({pair["Key"]: pair["Value"] for pair in step.parameters["Tag"]})
    assert len(tags) <= 20
    return [{"Key": key, "Value": value} for key, value in tags.items()]
