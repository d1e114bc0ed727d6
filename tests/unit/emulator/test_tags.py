# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of every kind of resource, and the tag filters of the lists."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, connection, customer, gateway, raw_actions, site

_KINDS = raw_actions()["TagResources"]["parameters"]["ResourceType"]["values"]


def _tags(call: Caller, kind: str, resource_id: str) -> dict[str, str]:
    listed = call("ListTagResources", ResourceType=kind, ResourceId=[resource_id])["TagResources"]["TagResource"]
    assert {item["ResourceId"] for item in listed} <= {resource_id}
    return {item["TagKey"]: item["TagValue"] for item in listed}


def _resource(call: Caller, kind: str) -> str:
    gateway_id, customer_id, connection_id = site(call)
    own = {"VPNGATEWAY": gateway_id, "CUSTOMERGATEWAY": customer_id, "VPNCONNECTION": connection_id}
    return own.get(kind, f"{kind.lower()}-bp1")


@pytest.mark.parametrize("kind", [kind for kind in _KINDS if kind != "VPNATTACHMENT"])
def test_set_replace_and_remove(call: Caller, kind: str) -> None:
    labels = {"ResourceType": kind, "ResourceId": [_resource(call, kind)]}
    (resource_id,) = labels["ResourceId"]
    call("TagResources", **labels, Tag=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}, {"Key": "c"}])
    call("TagResources", **labels, Tag=[{"Key": "a", "Value": "2"}])
    assert _tags(call, kind, resource_id) == {"a": "2", "b": "", "c": ""}
    call("UnTagResources", **labels, TagKey=["a", "none"])
    assert _tags(call, kind, resource_id) == {"b": "", "c": ""}
    call("UnTagResources", **labels, All=True)
    assert _tags(call, kind, resource_id) == {}


@pytest.mark.parametrize("spelling", ["VPNGATEWAY", "VpnGateway", "VpnGateWay", "vpngateway"])
def test_kind_is_compared_without_case(call: Caller, spelling: str) -> None:
    gateway_id = gateway(call)
    call("TagResources", ResourceType=spelling, ResourceId=[gateway_id], Tag=[{"Key": "a", "Value": "b"}])
    assert _tags(call, "VPNGATEWAY", gateway_id) == {"a": "b"}
    read = call("DescribeVpnGateway", VpnGatewayId=gateway_id)
    assert read["Tags"] == {"Tag": [{"Key": "a", "Value": "b"}]}


@pytest.mark.parametrize("kind", ["VPNGATEWAY", "CUSTOMERGATEWAY", "VPNCONNECTION", "VPNATTACHMENT"])
@pytest.mark.parametrize("name", ["TagResources", "UnTagResources"])
def test_unknown_resource(call: Caller, kind: str, name: str) -> None:
    more = {"Tag": [{"Key": "a"}]} if name == "TagResources" else {"All": True}
    labels = {"ResourceType": kind, "ResourceId": [_resource(call, kind), "none"]}
    assert call.refused(name, **labels, **more) == "InvalidResourceId.NotFound"
    assert call("ListTagResources", **labels)["TagResources"]["TagResource"] == []


@pytest.mark.parametrize("key", ["aliyun", "aliyunx", "acs:x", "http://x", "xhttps://x"])
def test_system_keys(call: Caller, key: str) -> None:
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    assert call.refused("TagResources", **labels, Tag=[{"Key": key}]) == "InvalidTag.1.Key"


def test_no_more_than_twenty(call: Caller) -> None:
    first, second = gateway(call), gateway(call)
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [second, first]}
    call("TagResources", ResourceType="VPNGATEWAY", ResourceId=[first], Tag=[{"Key": f"k{n}"} for n in range(20)])
    call("TagResources", ResourceType="VPNGATEWAY", ResourceId=[first], Tag=[{"Key": "k1", "Value": "v"}])
    assert call.refused("TagResources", **labels, Tag=[{"Key": "more"}]) == "Resource.QuotaFull"
    assert _tags(call, "VPNGATEWAY", second) == {}  # all or nothing


def test_key_twice(call: Caller) -> None:
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    assert call.refused("TagResources", **labels, Tag=[{"Key": "a"}, {"Key": "a"}]) == "InvalidTag"
    given = {"IpAddress": "1.2.3.4", "Tags": [{"Key": "a"}, {"Key": "a"}]}
    assert call.refused("CreateCustomerGateway", **given) == "InvalidTags"


def test_what_to_list_and_to_remove_has_to_be_named(call: Caller) -> None:
    assert call.refused("ListTagResources", ResourceType="VPNGATEWAY") == "MissingResourceId"
    value_only = [{"Value": "b"}]
    assert call.refused("ListTagResources", ResourceType="VPNGATEWAY", Tag=value_only) == "MissingTag.1.Key"
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    assert call.refused("UnTagResources", **labels) == "MissingTagKey"
    assert call.refused("UnTagResources", **labels, All=False) == "MissingTagKey"


def test_named_keys_go_before_all(call: Caller) -> None:
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


@pytest.mark.parametrize(
    ("name", "wrapper", "kind"),
    [
        ("DescribeVpnGateways", ("VpnGateways", "VpnGateway"), "VPNGATEWAY"),
        ("DescribeCustomerGateways", ("CustomerGateways", "CustomerGateway"), "CUSTOMERGATEWAY"),
        ("DescribeVpnConnections", ("VpnConnections", "VpnConnection"), "VPNCONNECTION"),
    ],
)
def test_lists_filter_by_tags(call: Caller, name: str, wrapper: tuple[str, str], kind: str) -> None:
    tagged, _plain = _resource(call, kind), _resource(call, kind)
    call("TagResources", ResourceType=kind, ResourceId=[tagged], Tag=[{"Key": "a", "Value": "1"}, {"Key": "b"}])

    def count(*tags: dict[str, str]) -> int:
        answer = call(name, Tag=list(tags))
        assert len(answer[wrapper[0]][wrapper[1]]) == answer["TotalCount"]
        return answer["TotalCount"]

    assert count() == 2
    assert count({"Key": "a"}) == 1
    assert count({"Key": "a", "Value": "1"}, {"Key": "b"}) == 1
    assert count({"Key": "a", "Value": "2"}) == 0
    assert count({"Key": "a"}, {"Key": "c"}) == 0
    assert call.refused(name, Tag=[{"Value": "1"}]) == "MissingTag.1.Key"


def test_tags_at_create(call: Caller) -> None:
    tags = [{"Key": "a", "Value": "1"}, {"Key": "b"}]
    customer_id = customer(call, Tags=tags)
    connection_id = connection(call, gateway(call), customer_id, Tags=tags)
    assert _tags(call, "CUSTOMERGATEWAY", customer_id) == {"a": "1", "b": ""}
    assert _tags(call, "VPNCONNECTION", connection_id) == {"a": "1", "b": ""}


def test_tags_go_with_the_resource(call: Caller) -> None:
    gateway_id, customer_id, connection_id = site(call)
    ids = {"VPNGATEWAY": gateway_id, "CUSTOMERGATEWAY": customer_id, "VPNCONNECTION": connection_id}
    for kind, resource_id in ids.items():
        call("TagResources", ResourceType=kind, ResourceId=[resource_id], Tag=[{"Key": "a"}])
    call("DeleteVpnConnection", VpnConnectionId=connection_id)
    call("DeleteCustomerGateway", CustomerGatewayId=customer_id)
    call("DeleteVpnGateway", VpnGatewayId=gateway_id)
    for kind in ids:
        assert call("ListTagResources", ResourceType=kind, Tag=[{"Key": "a"}])["TagResources"]["TagResource"] == []
