# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of every kind of resource, and the tag filters of the lists."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.services import TABLES
from tests.support import scenario
from tests.support.caller import Caller, gateway, raw_actions
from tests.support.clouds import Built

_TYPES = raw_actions()["TagResources"]["parameters"]["ResourceType"]["values"]
_TABLES = {table.tag_type: table.name for table in TABLES.values() if table.tag_type}
# The product's own types; the ids of the others are not known here.
_OWN_TYPES = [kind for kind in _TYPES if kind.startswith(("CUSTOMERGATEWAY", "VPN"))]


def _tags(call: Caller, kind: str, resource_id: str) -> dict[str, str]:
    listed = call("ListTagResources", ResourceType=kind, ResourceId=[resource_id])["TagResources"]["TagResource"]
    assert {item["ResourceId"] for item in listed} <= {resource_id}
    return {item["TagKey"]: item["TagValue"] for item in listed}


def _ids(call: Caller, kind: str) -> list[str]:
    """The ids of the resources of one type."""
    return list(call.cloud.state.region(call.region).table(_TABLES[kind]))


def _resource(built: Built, kind: str) -> str:
    """A resource of this type."""
    return _ids(built.call, kind)[-1] if kind in _TABLES else f"{kind.lower()}-bp1"


def test_every_list_with_a_tag_filter_is_tested() -> None:
    lists = {name for name in scenario.READS if "Tag" in raw_actions()[name]["parameters"]} - {"ListTagResources"}
    assert lists == set(scenario.TAGGED.values())
    assert set(scenario.TAGGED) <= set(_TABLES) <= set(_OWN_TYPES)


@pytest.mark.parametrize("kind", [kind for kind in _TYPES if kind in _TABLES or kind not in _OWN_TYPES])
def test_set_replace_and_remove(built: Built, kind: str) -> None:
    call, labels = built.call, {"ResourceType": kind, "ResourceId": [_resource(built, kind)]}
    (resource_id,) = labels["ResourceId"]
    before = _tags(call, kind, resource_id)
    assert not before.keys() & {"a", "b", "c"}
    call("TagResources", **labels, Tag=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}, {"Key": "c"}])
    call("TagResources", **labels, Tag=[{"Key": "a", "Value": "2"}])
    assert _tags(call, kind, resource_id) == {**before, "a": "2", "b": "", "c": ""}
    call("UnTagResources", **labels, TagKey=["a", "none"])
    assert _tags(call, kind, resource_id) == {**before, "b": "", "c": ""}
    call("UnTagResources", **labels, All=True)
    assert _tags(call, kind, resource_id) == {}


@pytest.mark.parametrize("spelling", ["VPNGATEWAY", "VpnGateway", "VpnGateWay", "vpngateway"])
def test_type_is_compared_without_case(call: Caller, spelling: str) -> None:
    gateway_id = gateway(call)
    call("TagResources", ResourceType=spelling, ResourceId=[gateway_id], Tag=[{"Key": "a", "Value": "b"}])
    assert _tags(call, "VPNGATEWAY", gateway_id) == {"a": "b"}
    read = call("DescribeVpnGateway", VpnGatewayId=gateway_id)
    assert read["Tags"] == {"Tag": [{"Key": "a", "Value": "b"}]}


@pytest.mark.parametrize("kind", _OWN_TYPES)
@pytest.mark.parametrize("name", ["TagResources", "UnTagResources"])
def test_unknown_resource(built: Built, kind: str, name: str) -> None:
    more = {"Tag": [{"Key": "a"}]} if name == "TagResources" else {"All": True}
    call, labels = built.call, {"ResourceType": kind, "ResourceId": [_resource(built, kind), "none"]}
    assert call.refused(name, **labels, **more) == "InvalidResourceId.NotFound"
    listed = call("ListTagResources", **labels)["TagResources"]["TagResource"]
    assert "a" not in {item["TagKey"] for item in listed}
    assert {item["ResourceId"] for item in listed} <= {labels["ResourceId"][0]}


@pytest.mark.parametrize("key", ["aliyun", "aliyunx", "acs:x", "http://x", "xhttps://x"])
def test_system_keys(call: Caller, key: str) -> None:
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    assert call.refused("TagResources", **labels, Tag=[{"Key": key}]) == "InvalidTag.1.Key"


def test_twenty_tags_at_most(call: Caller) -> None:
    first, second = gateway(call), gateway(call)
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [second, first]}
    call("TagResources", ResourceType="VPNGATEWAY", ResourceId=[first], Tag=[{"Key": f"k{n}"} for n in range(20)])
    call("TagResources", ResourceType="VPNGATEWAY", ResourceId=[first], Tag=[{"Key": "k1", "Value": "v"}])
    assert call.refused("TagResources", **labels, Tag=[{"Key": "more"}]) == "Resource.QuotaFull"
    assert _tags(call, "VPNGATEWAY", second) == {}  # all resources or none


def test_the_same_key_twice(call: Caller) -> None:
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    assert call.refused("TagResources", **labels, Tag=[{"Key": "a"}, {"Key": "a"}]) == "InvalidTag"
    given = {"IpAddress": "1.2.3.4", "Tags": [{"Key": "a"}, {"Key": "a"}]}
    assert call.refused("CreateCustomerGateway", **given) == "InvalidTags"


def test_a_list_needs_a_condition(call: Caller) -> None:
    assert call.refused("ListTagResources", ResourceType="VPNGATEWAY") == "MissingResourceId"
    value_only = [{"Value": "b"}]
    assert call.refused("ListTagResources", ResourceType="VPNGATEWAY", Tag=value_only) == "MissingTag.1.Key"


def test_without_keys_and_all_nothing_is_removed(call: Caller) -> None:
    """The sample of the 2022 API reference is such a request."""
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    call("TagResources", **labels, Tag=[{"Key": "a"}])
    call("UnTagResources", **labels)
    call("UnTagResources", **labels, All=False)
    assert call("ListTagResources", **labels)["TagResources"]["TagResource"]
    call("UnTagResources", **labels, All=True)
    assert not call("ListTagResources", **labels)["TagResources"]["TagResource"]


def test_named_keys_have_precedence_over_all(call: Caller) -> None:
    gateway_id = gateway(call)
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway_id]}
    call("TagResources", **labels, Tag=[{"Key": "a"}, {"Key": "b"}])
    call("UnTagResources", **labels, All=True, TagKey=["a"])
    assert _tags(call, "VPNGATEWAY", gateway_id) == {"b": ""}


def test_list_by_tags(call: Caller) -> None:
    first, second = gateway(call), gateway(call)
    for gateway_id, value in ((first, "1"), (second, "2")):
        labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway_id]}
        call("TagResources", **labels, Tag=[{"Key": "a", "Value": value}, {"Key": "b", "Value": "x"}])

    def listed(**parameters: Any) -> set[str]:
        answer = call("ListTagResources", ResourceType="VPNGATEWAY", **parameters)
        return {item["ResourceId"] for item in answer["TagResources"]["TagResource"]}

    assert listed(Tag=[{"Key": "b"}]) == {first, second}
    assert listed(Tag=[{"Key": "a", "Value": "1"}]) == {first}
    assert listed(Tag=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "x"}]) == {first}
    assert listed(Tag=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "y"}]) == set()
    assert listed(Tag=[{"Key": "a"}], ResourceId=[second]) == {second}


@pytest.mark.parametrize(("kind", "name"), scenario.TAGGED.items())
def test_lists_filter_by_tags(built: Built, kind: str, name: str) -> None:
    call, tagged = built.call, _resource(built, kind)
    call("TagResources", ResourceType=kind, ResourceId=[tagged], Tag=[{"Key": "new", "Value": "1"}, {"Key": "b"}])

    def count(*tags: dict[str, str]) -> int:
        answer = call(name, Tag=list(tags), PageSize=50)
        items = next(value for value in answer.values() if isinstance(value, (dict, list)))
        items = items if isinstance(items, list) else next(iter(items.values()))
        assert len(items) == answer["TotalCount"]
        return len(items)

    listed = [other for other, action in scenario.TAGGED.items() if action == name]
    assert count() == sum(len(_ids(call, other)) for other in listed) > 1
    assert count({"Key": "new"}) == 1
    assert count({"Key": "new", "Value": "1"}, {"Key": "b"}) == 1
    assert count({"Key": "new", "Value": "2"}) == 0
    assert count({"Key": "new"}, {"Key": "c"}) == 0
    assert call.refused(name, Tag=[{"Value": "1"}]) == "MissingTag.1.Key"


@pytest.mark.parametrize("name", [name for name in scenario.WRITES if "Tags" in raw_actions()[name]["parameters"]])
def test_tags_at_create(built: Built, name: str) -> None:
    call = built.call
    before = {kind: _ids(call, kind) for kind in _TABLES}
    call(name, **scenario.writes(built.ids)[name], Tags=[{"Key": "a", "Value": "1"}, {"Key": "b"}])
    created = {kind: set(_ids(call, kind)) - set(before[kind]) for kind in _TABLES}
    ((kind, resource_id),) = [(kind, resource_id) for kind, new in created.items() for resource_id in new]
    assert _tags(call, kind, resource_id) == {"a": "1", "b": ""}


def test_tags_are_deleted_with_the_resource(built: Built) -> None:
    call = built.call
    before = {kind: _ids(call, kind) for kind in _TABLES}
    for kind, resource_ids in before.items():
        call("TagResources", ResourceType=kind, ResourceId=resource_ids, Tag=[{"Key": "new"}])
    scenario.take_down(built.patient, built.ids)
    for kind, resource_ids in before.items():
        listed = call("ListTagResources", ResourceType=kind, Tag=[{"Key": "new"}])["TagResources"]["TagResource"]
        assert [item["ResourceId"] for item in listed] == _ids(call, kind)
        assert len(listed) < len(resource_ids)
