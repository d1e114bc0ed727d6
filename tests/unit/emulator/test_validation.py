# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong values for every parameter of every action, derived from the contract, and special cases.

The YAML files are read here separately from the stand-in cloud's own reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.emulator import contract
from tests.emulator.services import ACTIONS
from tests.support.caller import Caller, connection, customer, gateway, raw_actions, site

Rows = dict[str, dict[str, Any]]
_ACTIONS = {name: raw for name, raw in raw_actions().items() if name in ACTIONS}


def _allowed(row: dict[str, Any]) -> Any:
    """A value that the row allows."""
    if row["type"] == "list":
        return [_allowed_members(row["members"]) if "members" in row else "x"] * row.get("min_items", 1)
    if row["type"] == "json":
        return {}
    if row["type"] == "object":
        return _allowed_members(row["members"])
    if "values" in row:
        return row["values"][0]
    if row["type"] in ("integer", "long"):
        return row.get("min", 1)
    return {"boolean": True, "string": "x1"}[row["type"]]


def _allowed_members(rows: Rows) -> dict[str, Any]:
    return {name: _allowed(row) for name, row in rows.items() if row.get("required")} or {
        name: _allowed(row) for name, row in list(rows.items())[:1]
    }


_WRONG_TYPE = {
    "integer": ("x", "1.5", ""),
    "long": ("x", "1.5", ""),
    "boolean": ("yes", "1", ""),
    "json": ("{", "[]", '"x"', '{"NoSuchMember": 1}'),
    "list": ("x",),
    "object": ("x",),
    "string": (),
}
_SAMPLES = (" ", "http://x", "https://x", "aliyunx", "acs:x", "\u4fe1", "1.2.3")


def _wrong(row: dict[str, Any]) -> Iterator[Any]:
    """Values that the row does not allow."""
    kind = row.get("items", "list") if row["type"] == "list" else row["type"]
    yield from _WRONG_TYPE[kind]
    if "values" in row:
        yield "no-such-value" if kind == "string" else 9999
    if "min" in row:
        yield row["min"] - 1
    if "max" in row:
        yield row["max"] + 1
    if row.get("min_length"):
        yield ""
    if "max_length" in row:
        yield "x" * (row["max_length"] + 1)
    if "pattern" in row:
        yield from (sample for sample in _SAMPLES if not re.search(row["pattern"], sample))


def _base(rows: Rows) -> dict[str, Any]:
    """The required parameters."""
    needed = {
        key: _allowed(row)
        for key, row in rows.items()
        if row.get("required") or None in row.get("required_if", {}).values()
    }
    return {**needed, "RegionId": "cn-hangzhou"}


def _cases() -> Iterator[Any]:
    for name, action in _ACTIONS.items():
        rows: Rows = action["parameters"]
        base = _base(rows)
        for key, row in rows.items():
            if row.get("required"):
                yield pytest.param(name, {**base, key: None}, f"Missing{key}", id=f"{name}-without-{key}")
            for value in _wrong(row):
                empty = value == "" and (row.get("required") or action["kind"] == "read")
                if not empty:  # otherwise it counts as left out
                    given = [value] if row["type"] == "list" and "items" in row else value
                    place = f"{key}.1" if row["type"] == "list" and "items" in row else key
                    yield pytest.param(name, {**base, key: given}, place, id=f"{name}-{key}-{str(value)[:20]}")


@pytest.mark.parametrize(("name", "parameters", "place"), list(_cases()))
def test_wrong_value(call: Caller, name: str, parameters: dict[str, Any], place: str) -> None:
    call.cloud.read_as("longest-name=100")  # as in the tables
    code = call.refused(name, **parameters)
    if place.startswith("Missing"):
        assert code == place
    else:
        own = [code for code in _errors(name) if re.fullmatch(rf"(?i)(Invalid|IllegalParam\.){place}(\.\w+)?", code)]
        assert code in own if own else re.fullmatch(rf"Invalid{re.escape(place)}(\.NoSuchMember)?", code)


def _errors(name: str) -> list[str]:
    # NotFound is the code of well-formed ids that are unknown.
    return [code for code in contract.load().actions[name].errors if not code.endswith((".NotFound", ".AlreadyExist"))]


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_unknown_parameter(call: Caller, name: str) -> None:
    rows: Rows = _ACTIONS[name]["parameters"]
    base = _base(rows)
    assert call.refused(name, **base, NoSuchParameter="x") == "InvalidNoSuchParameter"


def test_code_of_the_action_has_its_own_message(call: Caller) -> None:
    ids = {"VpnGatewayId": gateway(call), "CustomerGatewayId": customer(call)}
    answer = call.answer("CreateVpnConnection", **ids, LocalSubnet="10.0.0.1/24", RemoteSubnet="10.1.0.0/24")
    assert b'The specified \\"LocalSubnet\\" (10.0.0.1/24) is invalid.' in answer.body


@pytest.mark.parametrize(
    ("tags", "place"),
    [
        ({"Tag.2.Key": "a"}, "Tag"),
        ({"Tag.0.Key": "a"}, "Tag"),
        ({"Tag.1.Key": "a", "Tag.3.Key": "b"}, "Tag"),
        ({"Tag.1.Key": "a", "Tag.01.Key": "b"}, "Tag"),
        ({"Tag.x.Key": "a"}, "Tag"),
        ({"Tag": "a", "Tag.1.Key": "a"}, "Tag.1.Key"),
        ({"Tag.1.Key": "a", "Tag": "a"}, "Tag"),
        ({"Tag.1": "a"}, "Tag.1"),
        ({"Tag": "1"}, "Tag"),
        ({"Tag.1.Key.More": "a"}, "Tag.1.Key"),
        ({f"Tag.{number}.Key": "a" for number in range(1, 22)}, "Tag"),
        ({"VpcId.1": "vpc-1"}, "VpcId"),
    ],
)
def test_lists_count_from_one_without_gaps(call: Caller, tags: dict[str, str], place: str) -> None:
    assert call.refused("DescribeVpnGateways", **tags) == f"Invalid{place}"


def test_list_of_plain_values_has_no_members(call: Caller) -> None:
    given = {"ResourceType": "VPNGATEWAY", "ResourceId.1.Key": "a"}
    assert call.refused("ListTagResources", **given) == "InvalidResourceId.1"


def test_code_names_the_place_of_a_list_member(call: Caller) -> None:
    given = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    assert call.refused("TagResources", **given, Tag=[{"Key": "a"}, {"Value": "b"}]) == "MissingTag.2.Key"
    assert call.refused("TagResources", **given, Tag=[{"Key": "acs:a"}]) == "InvalidTag.1.Key"
    assert call.refused("TagResources", **given, Tag=[{"Key": "a", "Colour": "red"}]) == "InvalidTag.1.Colour"


def test_required_in_one_case_only(call: Caller) -> None:
    given = {"VpcId": "vpc-1", "Bandwidth": 5}
    assert call.refused("CreateVpnGateway", **given, InstanceChargeType="PREPAY") == "MissingPeriod"
    call("CreateVpnGateway", **given, InstanceChargeType="POSTPAY")


@pytest.mark.parametrize("flag", ["true", "True", "TRUE"])
def test_booleans_in_any_case(call: Caller, flag: str) -> None:
    # str(True) is what today's official SDK for Python sends.
    gateway_id = gateway(call, EnableSsl=flag)
    assert call("DescribeVpnGateway", VpnGatewayId=gateway_id)["SslVpn"] == "enable"


def test_json_members_as_text_or_as_scalars(call: Caller) -> None:
    gateway_id, customer_id = gateway(call), customer(call, Asn="65530")
    texts = {"EnableBgp": "true", "LocalAsn": "65001", "TunnelCidr": "169.254.11.0/30", "LocalBgpIp": "169.254.11.1"}
    scalars = {
        **texts,
        "EnableBgp": True,
        "LocalAsn": 65001,
        "TunnelCidr": "169.254.12.0/30",
        "LocalBgpIp": "169.254.12.1",
    }
    views = []
    for subnet, bgp in (("10.1.0.0/24", texts), ("10.2.0.0/24", scalars)):
        created = connection(call, gateway_id, customer_id, RemoteSubnet=subnet, BgpConfig=bgp)
        views.append(call("DescribeVpnConnection", VpnConnectionId=created)["VpnBgpConfig"])
    assert [(view["EnableBgp"], view["LocalAsn"]) for view in views] == [("true", 65001)] * 2


@pytest.mark.parametrize(
    "member",
    [
        {"IkeLifetime": 86401},
        {"IkeLifetime": -1},
        {"IkeLifetime": 1.5},
        {"IkeLifetime": True},
        {"IkeLifetime": "day"},
        {"IkeVersion": "ikev3"},
        {"IkeEncAlg": "AES"},
        {"Psk": ""},
        {"Psk": "x" * 101},
        {"Psk": "two words"},
        {"LocalId": "two words"},
        {"RemoteId": {"a": 1}},
        {"LocalIdIPsec": "two words"},
        {"localIdIPsec": "1.2.3.4"},
    ],
)
def test_wrong_json_member(call: Caller, member: dict[str, Any]) -> None:
    place = {"VpnGatewayId": gateway(call), "CustomerGatewayId": customer(call)}
    subnets = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}
    code = call.refused("CreateVpnConnection", **place, **subnets, IkeConfig=member)
    assert code == f"InvalidIkeConfig.{next(iter(member))}"


@pytest.mark.parametrize("form", ["JSON", "XML"])
def test_half_of_a_surrogate_pair_is_refused(call: Caller, form: str) -> None:
    # JSON can write it, but no answer can show it.
    place = {"VpnGatewayId": gateway(call), "CustomerGatewayId": customer(call)}
    subnets = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}
    for config in ({"LocalId": "a\ud83db"}, {"\ud83d": "a"}, {"IkeVersion": "\ude00"}):
        answer = call.answer("CreateVpnConnection", **place, **subnets, IkeConfig=config, Format=form)
        assert answer.status == 400
        assert b"InvalidIkeConfig<" in answer.body or b'"InvalidIkeConfig"' in answer.body
    assert call("DescribeVpnConnections")["TotalCount"] == 0


def test_whole_surrogate_pair(call: Caller) -> None:
    _unused, _unused, created = site(call, IkeConfig={"LocalId": "\U0001f600"})
    assert call("DescribeVpnConnection", VpnConnectionId=created)["IkeConfig"]["LocalId"] == "\U0001f600"


def test_null_member_counts_as_left_out(call: Caller) -> None:
    _unused, _unused, created = site(call, IkeConfig={"IkeVersion": None, "IkeMode": "aggressive"})
    ike = call("DescribeVpnConnection", VpnConnectionId=created)["IkeConfig"]
    assert (ike["IkeVersion"], ike["IkeMode"]) == ("ikev1", "aggressive")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("65530", 65530),
        ("1", 1),
        ("4294967295", 4294967295),
        ("123.456", 8061384),
        ("0.1", 1),
        ("65535.65535", 4294967295),
    ],
)
def test_asn_plain_and_dotted(call: Caller, text: str, number: int) -> None:
    created = customer(call, Asn=text)
    assert call("DescribeCustomerGateway", CustomerGatewayId=created)["Asn"] == number


@pytest.mark.parametrize(
    "text", ["0", "0.0", "4294967296", "65536.1", "1.65536", "45104", "0.45104", "-1", "1.2.3", "a"]
)
def test_wrong_asn(call: Caller, text: str) -> None:
    assert call.refused("CreateCustomerGateway", IpAddress="1.2.3.4", Asn=text) == "InvalidAsn"


def test_local_asn_in_two_halves(call: Caller) -> None:
    bgp = {"EnableBgp": True, "LocalAsn": "1.5", "TunnelCidr": "169.254.11.0/30", "LocalBgpIp": "169.254.11.1"}
    created = connection(call, gateway(call), customer(call, Asn="65530"), BgpConfig=bgp)
    assert call("DescribeVpnConnection", VpnConnectionId=created)["VpnBgpConfig"]["LocalAsn"] == 65541


def test_client_token_is_ascii(call: Caller) -> None:
    assert call.refused("DeleteVpnGateway", VpnGatewayId="vpn-1", ClientToken="\u4fe1") == "InvalidClientToken"


def test_line_feed_at_the_end_of_a_name_is_refused(call: Caller) -> None:
    assert call.refused("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5, Name="name\n") == "InvalidName"


def test_an_unused_filter_may_be_empty(call: Caller) -> None:
    gateway(call)
    assert call("DescribeVpnGateways", VpcId="", VpnGatewayId="")["TotalCount"] == 1
