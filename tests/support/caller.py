# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A caller that signs requests, and short functions that create a gateway, a connection and so on."""

from __future__ import annotations

import functools
import itertools
import json
import uuid
from datetime import datetime, timezone
from typing import Any

import yaml

from tests.emulator import contract, signature
from tests.emulator.cloud import Cloud
from tests.emulator.messages import Request, Response
from tests.support import regions

VERSION = "2016-04-28"
_ADDRESSES = itertools.count(1)


@functools.cache
def raw_actions() -> dict[str, dict[str, Any]]:
    """The actions of the contract as the YAML files have them, independent of the stand-in cloud's own reading."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    actions = {}
    for path in sorted(contract.DIRECTORY.glob("*.yaml")):
        actions.update(yaml.load(path.read_text(encoding="utf-8"), Loader=loader).get("actions", {}))
    return actions


class Caller:
    """Calls actions of a cloud: ``call("DescribeVpnGateways", PageSize=5)`` returns the body of a successful answer."""

    def __init__(self, cloud: Cloud, region: str = regions.SINGLE_TUNNEL, host: str = "vpc.aliyuncs.com") -> None:
        self.cloud = cloud
        self.region = region
        self.host = host

    def __call__(self, name: str, **parameters: Any) -> dict[str, Any]:
        answer = self.answer(name, **parameters)
        body: dict[str, Any] = json.loads(answer.body)
        assert answer.status == 200, f"{name}: {body}"
        del body["RequestId"]
        return body

    def refused(self, name: str, **parameters: Any) -> str:
        """The code of a refusal."""
        answer = self.answer(name, **parameters)
        assert answer.status >= 400, f"{name}: {answer.body!r}"
        return json.loads(answer.body)["Code"]

    def answer(self, name: str, **parameters: Any) -> Response:
        """The whole answer."""
        return self.cloud.handle(self.request(name, **parameters))

    def request(self, name: str, method: str = "POST", secret: str = "testsecret", **parameters: Any) -> Request:
        """A signed request; parameters that are None are left out, including public ones."""
        now = datetime.fromtimestamp(self.cloud.clock(), timezone.utc)
        given = {
            "Action": name,
            "Version": VERSION,
            "AccessKeyId": "testid",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": uuid.uuid4().hex,
            "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "RegionId": self.region,
            **parameters,
        }
        flat = flatten({key: value for key, value in given.items() if value is not None})
        flat.setdefault("Signature", signature.sign(secret, signature.string_to_sign(method, flat)))
        return Request(method, flat, self.host)


class Patient(Caller):
    """A caller of a slow cloud that waits until each write has settled."""

    def __call__(self, name: str, **parameters: Any) -> dict[str, Any]:
        body = super().__call__(name, **parameters)
        if raw_actions()[name]["kind"] == "write":
            self.cloud.clock.advance(self.cloud.settle)  # type: ignore[attr-defined]
        return body


def flatten(parameters: dict[str, Any]) -> dict[str, str]:
    """Parameters as they are sent: a list as Name.N, an object at the top as JSON text, a boolean in lower case."""
    flat: dict[str, str] = {}
    for name, value in parameters.items():
        if isinstance(value, dict):
            flat[name] = json.dumps(value)
        else:
            flat.update(_places(name, value))
    return flat


def _places(name: str, value: Any) -> dict[str, str]:
    if isinstance(value, list):
        pairs = [(f"{name}.{number}", item) for number, item in enumerate(value, start=1)]
    elif isinstance(value, dict):
        pairs = [(f"{name}.{key}", item) for key, item in value.items()]
    else:
        return {name: str(value).lower() if isinstance(value, bool) else str(value)}
    flat = {}
    for place, item in pairs:
        flat.update(_places(place, item))
    return flat


def gateway(call: Caller, **parameters: Any) -> str:
    """A new VPN gateway's id. In every region it is dual-tunnel with two vSwitches, else single-tunnel."""
    region, dual = parameters.get("RegionId", call.region), "DisasterRecoveryVSwitchId" in parameters
    with regions.creating(call.cloud, region, dual):
        return call("CreateVpnGateway", **{"VpcId": "vpc-1", "Bandwidth": 10, **parameters})["VpnGatewayId"]


def dual_gateway(call: Caller, **parameters: Any) -> str:
    """A new dual-tunnel gateway's id."""
    return gateway(call, VSwitchId="vsw-1", DisasterRecoveryVSwitchId="vsw-2", **parameters)


def customer(call: Caller, **parameters: Any) -> str:
    """A new customer gateway's id; each has another address."""
    address = f"203.0.{next(_ADDRESSES) % 256}.{next(_ADDRESSES) % 256}"
    return call("CreateCustomerGateway", **{"IpAddress": address, **parameters})["CustomerGatewayId"]


def connection(call: Caller, gateway_id: str, customer_id: str | None, **parameters: Any) -> str:
    """A new route-based connection's id."""
    subnets = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}
    ids = {"VpnGatewayId": gateway_id, "CustomerGatewayId": customer_id}
    return call("CreateVpnConnection", **{**subnets, **ids, **parameters})["VpnConnectionId"]


def dual_connection(call: Caller, gateway_id: str, tunnels: list[dict[str, Any]], **parameters: Any) -> str:
    """A new dual-tunnel connection's id."""
    return connection(call, gateway_id, None, TunnelOptionsSpecification=tunnels, **parameters)


def site(call: Caller, **parameters: Any) -> tuple[str, str, str]:
    """A gateway, a customer gateway and a connection between them."""
    gateway_id, customer_id = gateway(call), customer(call)
    return gateway_id, customer_id, connection(call, gateway_id, customer_id, **parameters)


def route(call: Caller, gateway_id: str, hop: str, destination: str, **parameters: Any) -> dict[str, Any]:
    """A new destination route."""
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": destination}
    return call("CreateVpnRouteEntry", **{**place, "Weight": 100, "PublishVpc": False, **parameters})


def policy_route(call: Caller, gateway_id: str, hop: str, source: str, destination: str, **parameters: Any) -> Any:
    """A new policy route."""
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteSource": source, "RouteDest": destination}
    return call("CreateVpnPbrRouteEntry", **{**place, "Weight": 100, "PublishVpc": False, **parameters})
