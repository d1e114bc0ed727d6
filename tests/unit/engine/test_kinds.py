# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How each kind of value reads what the service shows, and when two values are equal."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Field, Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kind import Kind
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import (
    Asn,
    Bandwidth,
    Choice,
    Flag,
    Int,
    Text,
    Texts,
)
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.networks import Cidr, CidrList, IpAddress
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Json
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.tags import Tags

JSON = Json(
    (
        Parameter("enable", "enable", Flag(absent=False), read="Enable"),
        Parameter("interval", "interval", Int(1, 10), read="Interval", unset=("", 0, None)),
        Parameter("algorithm", "Algorithm", Choice(("aes", "des"))),
    )
)
WORDS = Flag("enable", "disable")
SHOWN = Choice(("PREPAY", "POSTPAY"), shown=(("PostpayByFlow", "POSTPAY"),))


@pytest.mark.parametrize(
    ("kind", "wanted", "shown"),
    [
        (Text(), "a", "a"),
        (Int(), 86400, 86400),
        (Int(), 86400, "86400"),
        (Int(), 0, "0"),
        (Bandwidth(), 5, "5M"),
        (Bandwidth(), 5, "5"),
        (Bandwidth(), 5, 5),
        (Bandwidth(), 5, "5Mbps"),
        (Flag(), True, True),
        (Flag(), True, "true"),
        (Flag(), False, "False"),
        (Flag(), True, "TRUE"),
        (WORDS, True, "enable"),
        (WORDS, False, "disable"),
        (WORDS, True, True),
        (Choice(("aes", "des")), "aes", "AES"),
        (Choice(("group2",)), "group2", "Group2"),
        (Choice(()), "aes256", "AES256"),
        (SHOWN, "PREPAY", "Prepay"),
        (SHOWN, "POSTPAY", "PostpayByFlow"),
        (SHOWN, "POSTPAY", "POSTPAY"),
        (Cidr(), "10.0.0.0/8", "10.0.0.0/8"),
        (Cidr(), "2001:db8:0::/48", "2001:db8::/48"),
        (CidrList(), ["10.0.0.0/24", "10.0.1.0/24"], "10.0.1.0/24,10.0.0.0/24"),
        (CidrList(), ["10.0.0.0/24"], "10.0.0.0/24 "),
        (CidrList(), ["10.0.0.0/24"], ["10.0.0.0/24"]),
        (CidrList(), ["10.0.0.1/32"], "10.0.0.1"),
        (Asn(), "65530", 65530),
        (Asn(), "1.10", 65546),
        (Asn(), "65546", "1.10"),
        (Texts(), ["a", "b"], ["b", "a"]),
        (Tags(), {"a": "1"}, {"Tag": [{"Key": "a", "Value": "1"}]}),
        (Tags(), {"a": "1"}, [{"Key": "a", "Value": "1"}]),
        (
            Tags(),
            {"a": 1, "b": True, "c": None},
            [{"Key": k, "Value": v} for k, v in (("a", "1"), ("b", "true"), ("c", ""))],
        ),
        (Tags(), {}, [{"Key": "acs:x", "Value": "1"}, {"Key": "aliyun-y", "Value": "2"}]),
        (Tags(), {"a": ""}, [{"Key": "a"}]),
        (JSON, {"enable": True}, {"Enable": "true", "Interval": 3, "Algorithm": "AES"}),
        (JSON, {"algorithm": "aes", "interval": 3}, {"Enable": False, "Interval": "3", "Algorithm": "AES"}),
        (JSON, {"enable": None, "interval": None}, {"Enable": True}),
        (JSON, {}, {"Enable": True}),
    ],
)
def test_same(kind: Kind, wanted: Any, shown: Any) -> None:
    assert kind.same(wanted, kind.receive(shown))


@pytest.mark.parametrize(
    ("kind", "wanted", "shown"),
    [
        (Text(), "a", "A"),
        (Text(), "a", "a "),
        (Int(), 1, "10"),
        (Int(), 5, "M"),
        (Bandwidth(), 5, "50M"),
        (Flag(), True, False),
        (Flag(), False, "maybe"),
        (WORDS, True, "disable"),
        (Choice(("aes", "aes192")), "aes", "aes192"),
        (SHOWN, "PREPAY", "PostpayByFlow"),
        (Cidr(), "10.0.0.0/8", "10.0.0.0/16"),
        (Cidr(), "10.0.0.0/8", "everything"),
        (CidrList(), ["10.0.0.0/24"], "10.0.0.0/24,10.0.1.0/24"),
        (CidrList(), ["10.0.0.0/24", "10.0.1.0/24"], "10.0.0.0/24"),
        (Asn(), "1.10", 110),
        (Texts(), ["a"], ["a", "b"]),
        (Tags(), {"a": "1"}, [{"Key": "a", "Value": "2"}]),
        (Tags(), {"a": "1"}, [{"Key": "A", "Value": "1"}]),
        (Tags(), {"a": "1"}, [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]),
        (JSON, {"enable": True}, {"Enable": "false"}),
        (JSON, {"enable": True, "algorithm": "des"}, {"Enable": True, "Algorithm": "aes"}),
        (JSON, {"interval": 3}, {}),
        (JSON, {"enable": True}, "text"),
    ],
)
def test_different(kind: Kind, wanted: Any, shown: Any) -> None:
    assert not kind.same(wanted, kind.receive(shown))


@pytest.mark.parametrize("kind", [Text(), Int(), Choice(("a",)), Cidr(), CidrList(), Asn(), Flag()])
@pytest.mark.parametrize("wanted", ["1"])
def test_a_value_that_is_not_shown_is_different(kind: Kind, wanted: Any) -> None:
    assert not kind.same(wanted, None)


def test_a_flag_can_have_a_value_when_it_is_not_shown() -> None:
    assert Flag(absent=False).same(False, None)
    assert not Flag(absent=False).same(True, None)


def test_an_object_that_is_not_shown_has_the_absent_values_of_its_members() -> None:
    assert JSON.same({"enable": False}, None)
    assert not JSON.same({"enable": True}, None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text(2, 3), "a"),
        (Text(2, 3), "abcd"),
        (Text(1, 9, "^[a-z]+$", "lower-case letters"), "A"),
        (Int(1, 3), 0),
        (Int(1, 3), 4),
        (IpAddress(), "203.0.113.256"),
        (IpAddress(), "2001:db8::1"),
        (IpAddress(), "host"),
        (Cidr(), "10.0.0.1/24"),
        (Cidr(), "ten"),
        (CidrList(), []),
        (CidrList(), ["10.0.0.1/24"]),
        (CidrList(), [f"10.0.{n}.0/24" for n in range(11)]),
        (Asn(), "0"),
        (Asn(), "4294967296"),
        (Asn(), "1.65536"),
        (Asn(), "65536.1"),
        (Asn(), "AS65530"),
        (Asn(), "-1"),
        (Asn(), "6553\n"),
        (Asn(), "６５５３"),
        (Asn(), "1" * 5000),
        (Int(1, 3), True),
        (Int(), True),
        (Int(1, 3), 10**400),
        (Text(1, 9, "^[a-z]+$", "letters"), "abc\n"),
        (Texts(), []),
        (Tags(), {"": "x"}),
        (Tags(), {"acs:x": "x"}),
        (Tags(), {"aliyunx": "x"}),
        (Tags(), {"a": "http://x"}),
        (Tags(), {"k" * 129: "x"}),
        (Tags(), {"k": "x" * 129}),
        (Tags(), {f"k{n}": "x" for n in range(21)}),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(kind: Kind, value: Any) -> None:
    (text,) = kind.problems("option", value)
    assert text.startswith("option: ")
    assert f"allowed: {kind.allowed}" in text
    assert len(kind.allowed) > 5
    assert len(text) < 500


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text(2, 3), "ab"),
        (Text(), "x" * 5000),
        (Int(1, 3), 3),
        (Int(), -5),
        (IpAddress(), "203.0.113.10"),
        (Cidr(), "0.0.0.0/0"),
        (CidrList(), [f"10.0.{n}.0/24" for n in range(10)]),
        (Asn(), "4294967295"),
        (Asn(), "65535.65535"),
        (Tags(), {f"k{n}": "x" for n in range(20)}),
        (Tags(), {}),
        (Tags(), {"数": "中文", "n": 5, "empty": None}),
    ],
)
def test_allowed(kind: Kind, value: Any) -> None:
    assert kind.problems("option", value) == []


class TestSending:
    def test_an_object_is_sent_without_members_that_were_not_given(self) -> None:
        assert JSON.send({"enable": True, "interval": None}) == '{"enable":true}'

    def test_an_object_is_merged_over_the_present_one(self) -> None:
        merged = JSON.merge({"interval": 5, "enable": None}, {"enable": True, "interval": 3, "algorithm": "aes"})
        assert merged == {"enable": True, "interval": 5, "algorithm": "aes"}

    def test_networks_are_sent_in_their_normal_form(self) -> None:
        assert CidrList().send([" 10.0.0.0/24", "10.0.1.0/24"]) == "10.0.0.0/24,10.0.1.0/24"
        assert Cidr().send(" 10.0.0.0/255.255.255.0") == "10.0.0.0/24"
        assert Cidr().send("2001:DB8:0::/48") == "2001:db8::/48"

    def test_tag_values_are_sent_as_texts(self) -> None:
        assert Tags().send({"b": 1, "a": None}) == [{"Key": "a", "Value": ""}, {"Key": "b", "Value": "1"}]


class TestUnset:
    """What the service shows when no value is set."""

    @pytest.mark.parametrize("nothing", ["", None])
    def test_an_empty_value_is_unset_by_default(self, nothing: Any) -> None:
        assert Field("name", "Name").receive({"Name": nothing}) is None

    def test_zero_is_a_value_unless_listed_as_unset(self) -> None:
        assert Field("weight", "Weight", Int()).receive({"Weight": 0}) == 0
        assert Field("asn", "Asn", Int(), unset=("", 0, None)).receive({"Asn": 0}) is None

    def test_false_is_not_zero(self) -> None:
        assert Field("flag", "Flag", Flag(), unset=("", 0, None)).receive({"Flag": False}) is False
