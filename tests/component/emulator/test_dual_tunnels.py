# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both official SDKs create, change and read dual-tunnel connections: every field of a tunnel is sent and read back."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.component.emulator.sdks import OlderSdk, TodaysSdk
from tests.emulator.running import running
from tests.support.caller import flatten
from tests.support.regions import DUAL_TUNNEL

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")  # the SDK's own

Sdk = OlderSdk | TodaysSdk
_LIST = "TunnelOptionsSpecification"
_PEM = "-----BEGIN CERTIFICATE-----\nMIIB+/=\n-----END CERTIFICATE-----"
_SUBNETS = {"LocalSubnet": "10.0.0.0/24", "RemoteSubnet": "10.1.0.0/24,10.2.0.0/24"}
_STANDARD = {
    "create": {"IkeEncAlg": "aes256", "IkeAuthAlg": "sha256", "IpsecEncAlg": "aes192", "IpsecAuthAlg": "sha384"},
    "change": {"IkeEncAlg": "aes192", "IkeAuthAlg": "sha512", "IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256"},
}
# Only SM gateways have certificates.
_SM = {
    "create": {"IkeEncAlg": "sm4", "IkeAuthAlg": "sm3", "IpsecEncAlg": "sm4", "IpsecAuthAlg": "sm3", "Ca": _PEM},
    "change": {"IkeEncAlg": "sm4", "IkeAuthAlg": "sm3", "IpsecEncAlg": "sm4", "IpsecAuthAlg": "sm3", "Ca": f"{_PEM}\n"},
}
_GATEWAYS = {"standard": ({}, _STANDARD), "SM": ({"VpnType": "NationalStandard"}, _SM)}


@pytest.fixture(params=[OlderSdk, TodaysSdk])
def sdk(request: pytest.FixtureRequest) -> Iterator[Sdk]:
    """Each SDK with a cloud of its own."""
    with running(seed=1) as emulator:
        yield request.param(emulator.url, region=DUAL_TUNNEL)


def _tunnel(algorithms: dict[str, str], role: str, customer: str, number: int) -> dict[str, Any]:
    tunnel = {
        "Role": role,
        "CustomerGatewayId": customer,
        "EnableDpd": number % 2 == 0,
        "EnableNatTraversal": number % 2 == 1,
        "TunnelIkeConfig": {
            "Psk": f"key{number}~!`@#%^&*()_+=?",
            "IkeVersion": "ikev1",
            "IkeMode": "main",
            "IkeEncAlg": algorithms["IkeEncAlg"],
            "IkeAuthAlg": algorithms["IkeAuthAlg"],
            "IkePfs": "group14",
            "IkeLifetime": 3600 + number,
            "LocalId": f"cloud{number}.example.com",
            "RemoteId": f"office{number}.example.com",
        },
        "TunnelIpsecConfig": {
            "IpsecEncAlg": algorithms["IpsecEncAlg"],
            "IpsecAuthAlg": algorithms["IpsecAuthAlg"],
            "IpsecPfs": "group5",
            "IpsecLifetime": 7200 + number,
        },
        "TunnelBgpConfig": {
            "LocalAsn": 65001,
            "TunnelCidr": f"169.254.1{number}.0/30",
            "LocalBgpIp": f"169.254.1{number}.1",
        },
    }
    return {**tunnel, "RemoteCaCertificate": algorithms["Ca"]} if "Ca" in algorithms else tunnel


def _gateway(sdk: Sdk, more: dict[str, Any]) -> str:
    vswitches = {"VSwitchId": "vsw-bp1j5miw2bae9s2vt0001", "DisasterRecoveryVSwitchId": "vsw-bp1j5miw2bae9s2vt0002"}
    paid = {"InstanceChargeType": "PREPAY", "Period": 1, "AutoPay": True} if more else {}
    given = {"VpcId": "vpc-bp1ub1yt9cvakoelj0001", "Bandwidth": 10, **vswitches, **paid, **more}
    return sdk("CreateVpnGateway", **given)["VpnGatewayId"]


def _tunnels(sdk: Sdk, connection: str) -> dict[str, dict[str, Any]]:
    shown = sdk("DescribeVpnConnection", VpnConnectionId=connection)[_LIST]["TunnelOptions"]
    assert len(shown) == 2
    return {tunnel["Role"]: tunnel for tunnel in shown}


def _assert_shown(sent: dict[str, Any], shown: dict[str, Any]) -> None:
    """All that was sent is shown; the service shows numbers and booleans of tunnels as text."""
    for place, value in flatten({"": [sent]}).items():
        found: Any = shown
        for name in place.split(".")[2:]:
            found = found[name]
        assert str(found).lower() == value.lower(), place


@pytest.mark.parametrize("kind", _GATEWAYS)
def test_every_field_of_a_tunnel(sdk: Sdk, kind: str) -> None:
    more, algorithms = _GATEWAYS[kind]
    gateway = _gateway(sdk, more)
    offices = [sdk("CreateCustomerGateway", IpAddress=f"1.0.0.{n}", Asn=65100 + n)["CustomerGatewayId"] for n in (1, 2)]
    given = [
        _tunnel(algorithms["create"], role, office, number)
        for number, (role, office) in enumerate(zip(("master", "slave"), offices, strict=True), start=1)
    ]
    created = sdk("CreateVpnConnection", VpnGatewayId=gateway, EnableTunnelsBgp=True, **_SUBNETS, **{_LIST: given})
    before = _tunnels(sdk, created["VpnConnectionId"])
    for tunnel in given:
        _assert_shown(tunnel, before[tunnel["Role"]])

    changed = {
        **_tunnel(algorithms["change"], "slave", offices[0], 4),
        "TunnelId": before["slave"]["TunnelId"],
    }
    sdk("ModifyVpnConnectionAttribute", VpnConnectionId=created["VpnConnectionId"], **_SUBNETS, **{_LIST: [changed]})
    after = _tunnels(sdk, created["VpnConnectionId"])
    _assert_shown(changed, after["slave"])
    assert after["master"] == before["master"]
    (listed,) = sdk("DescribeVpnConnections", VpnGatewayId=gateway)["VpnConnections"]["VpnConnection"]
    assert {tunnel["Role"]: tunnel for tunnel in listed[_LIST]["TunnelOptions"]} == after


@pytest.mark.parametrize(
    ("action", "more"), [("CreateVpnConnection", {}), ("ModifyVpnConnectionAttribute", {"TunnelId": "tun-1"})]
)
def test_every_field_that_the_sdks_have_is_tested(action: str, more: dict[str, Any]) -> None:
    tunnel = {**_tunnel(_SM["create"], "master", "cgw-1", 1), **more}
    older = OlderSdk("http://127.0.0.1").request(action, {_LIST: [tunnel]})
    known = set(re.findall(r"'\.([A-Z][\w.]+)'", inspect.getsource(older.set_TunnelOptionsSpecification)))
    assert {place.split(".", 2)[2] for place in older.get_body_params()} == known

    (todays,) = TodaysSdk("http://127.0.0.1").request(action, {_LIST: [tunnel]}).tunnel_options_specification
    assert _unset(todays) == []
    assert todays.to_map() == tunnel


def _unset(model: Any) -> list[str]:
    found = []
    for name, value in vars(model).items():
        if hasattr(value, "to_map"):
            found += [f"{name}.{inner}" for inner in _unset(value)]
        elif value is None:
            found.append(name)
    return found
