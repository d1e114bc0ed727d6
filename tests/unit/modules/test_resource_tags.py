# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of many resources: as few calls as possible, and system tags are ignored."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator import contract
from tests.support.tasks import REGION, Ran, Tasks

TYPES = contract.load().actions["TagResources"].parameters["ResourceType"].values
# The emulator knows which of these exist; it accepts any VPC or vSwitch.
KNOWN = {"VPNGATEWAY": "hq", "CUSTOMERGATEWAY": "office", "VPNCONNECTION": "hq-office"}


def _tags(ran: Ran) -> dict[str, dict[str, str]]:
    return {item["resource_id"]: item["tags"] for item in ran["resource_tags"]}


def _diff(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    header = "tags of VPC vpc-1"
    return {"before_header": header, "after_header": header, "before": before, "after": after}


def _held(tasks: Tasks, kind: str = "VPC") -> dict[str, dict[str, str]]:
    return tasks.emulator.cloud.state.region(REGION).tags.get(kind, {})


def _vpcs(number: int) -> list[str]:
    return [f"vpc-{number:03}" for number in range(number)]


def _set(tasks: Tasks, check: bool = False, **options: Any) -> Ran:
    return tasks("resource_tags", check=check, **{"resource_type": "VPC", "resource_ids": ["vpc-1"], **options})


def _diff(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    headers = dict.fromkeys(("before_header", "after_header"), "tags of VPC vpc-1")
    return {**headers, "before": before, "after": after}


def test_add_repeat_and_remove(tasks: Tasks) -> None:
    wanted = {"tags": {"site": "hangzhou", "empty": "", "number": 7, "flag": True}}
    shown = {"site": "hangzhou", "empty": "", "number": "7", "flag": "true"}
    predicted = _set(tasks, check=True, **wanted)
    assert (predicted["changed"], predicted["actions"], _tags(predicted)) == (True, ["TagResources"], {"vpc-1": shown})
    assert predicted["diff"] == _diff({"vpc-1": {}}, {"vpc-1": shown})
    assert tasks.writes() == []

    created = _set(tasks, **wanted)
    assert (created["changed"], created["actions"], _tags(created)) == (True, ["TagResources"], {"vpc-1": shown})
    assert created["diff"] == predicted["diff"]
    assert tasks.writes() == ["TagResources"]
    assert _held(tasks) == {"vpc-1": shown}

    for check in (True, False):
        again = _set(tasks, check=check, **wanted)
        assert (again["changed"], again["actions"], _tags(again)) == (False, [], {"vpc-1": shown})
        assert again["diff"]["before"] == again["diff"]["after"]
        assert tasks.calls == ["ListTagResources"]


@pytest.mark.parametrize(
    ("options", "left", "actions"),
    [
        ({"tags": {"a": "2"}}, {"a": "2", "b": "1"}, ["TagResources"]),
        ({"tags": {"c": "3"}}, {"a": "1", "b": "1", "c": "3"}, ["TagResources"]),
        ({"tags": {"a": "1"}, "purge_tags": True}, {"a": "1"}, ["UnTagResources"]),
        ({"tags": {"c": "3"}, "purge_tags": True}, {"c": "3"}, ["UnTagResources", "TagResources"]),
        ({"tags": {}, "purge_tags": True}, {}, ["UnTagResources"]),
        ({"tags": {}}, {"a": "1", "b": "1"}, []),
        ({"tags": {"a": None}, "state": "absent"}, {"b": "1"}, ["UnTagResources"]),
        ({"tags": {"a": "another value"}, "state": "absent"}, {"b": "1"}, ["UnTagResources"]),
        ({"tags": {"unknown": ""}, "state": "absent"}, {"a": "1", "b": "1"}, []),
        ({"all": True, "state": "absent"}, {}, ["UnTagResources"]),
    ],
)
def test_changes(tasks: Tasks, options: dict[str, Any], left: dict[str, str], actions: list[str]) -> None:
    _set(tasks, tags={"a": "1", "b": "1"})
    tasks.emulator.clear_log()
    predicted = _set(tasks, check=True, **options)
    assert (predicted["actions"], _tags(predicted)) == (actions, {"vpc-1": left})
    assert tasks.writes() == []
    ran = _set(tasks, **options)
    assert (ran["changed"], ran["actions"], _tags(ran)) == (bool(actions), actions, {"vpc-1": left})
    assert ran["diff"] == predicted["diff"] == _diff({"vpc-1": {"a": "1", "b": "1"}}, {"vpc-1": left})
    assert tasks.writes() == actions
    assert _held(tasks).get("vpc-1", {}) == left
    assert _set(tasks, **options)["changed"] is False


@pytest.mark.parametrize(("number", "calls"), [(1, 1), (50, 1), (51, 2), (120, 3)])
def test_many_resources_share_a_call(tasks: Tasks, number: int, calls: int) -> None:
    ran = _set(tasks, resource_ids=_vpcs(number), tags={"site": "hangzhou"})
    assert ran["actions"] == ["TagResources"] * calls
    assert tasks.writes() == ["TagResources"] * calls
    assert _held(tasks) == {one: {"site": "hangzhou"} for one in _vpcs(number)}
    assert _set(tasks, resource_ids=_vpcs(number), all=True, state="absent")["actions"] == ["UnTagResources"] * calls
    assert not any(_held(tasks).values())


def test_only_differences_are_sent(tasks: Tasks) -> None:
    _set(tasks, resource_ids=_vpcs(30), tags={"site": "hangzhou"})
    _set(tasks, resource_ids=["vpc-007"], tags={"site": "x"})
    tasks.emulator.clear_log()
    ran = _set(tasks, resource_ids=_vpcs(30), tags={"site": "hangzhou"})
    assert ran["actions"] == ["TagResources"]
    (write,) = tasks.emulator.writes
    assert [name for name in write["parameters"] if name.startswith("ResourceId.")] == ["ResourceId.1"]


def test_at_most_twenty_tags_in_a_call(tasks: Tasks) -> None:
    """A resource has at most 20, also between the two calls."""
    old, new = ({f"{name}{number}": "x" for number in range(20)} for name in ("old", "new"))
    _set(tasks, tags=old)
    ran = _set(tasks, tags=new, purge_tags=True)
    assert ran["actions"] == ["UnTagResources", "TagResources"]
    assert _held(tasks) == {"vpc-1": new}
    assert "20" in tasks.refused("resource_tags", resource_type="VPC", resource_ids=["vpc-1"], tags={**new, "more": ""})


def test_a_repeated_id_counts_once(tasks: Tasks) -> None:
    ran = _set(tasks, resource_ids=["vpc-1", "vpc-1"], tags={"a": "1"})
    assert _tags(ran) == {"vpc-1": {"a": "1"}}
    assert len(ran["resource_tags"]) == 1


@pytest.mark.parametrize("options", [{"all": True, "state": "absent"}, {"tags": {"a": "2"}, "purge_tags": True}])
def test_system_tags_stay(tasks: Tasks, options: dict[str, Any]) -> None:
    tasks.emulator.cloud.state.region(REGION).tags["VPC"] = {
        "vpc-1": {"acs:rm:rgId": "rg-1", "aliyun.x": "y", "a": "1"}
    }
    ran = _set(tasks, **options)
    assert ran["changed"]
    assert _tags(ran) == {"vpc-1": options.get("tags", {})}
    assert _held(tasks)["vpc-1"] == {"acs:rm:rgId": "rg-1", "aliyun.x": "y", **options.get("tags", {})}
    assert "acs:" not in ran.output
    assert _set(tasks, **options)["changed"] is False


@pytest.mark.parametrize("kind", TYPES)
def test_every_resource_type(tasks: Tasks, kind: str) -> None:
    options = {"resource_type": kind, "resource_ids": ["x-1"], "tags": {"a": "1"}}
    if kind == "VPNATTACHMENT":  # the emulator has none
        assert "InvalidResourceId.NotFound" in tasks.refused("resource_tags", **options)
        return
    if kind in KNOWN:
        options["resource_ids"] = [tasks.site()[KNOWN[kind]]]
    assert tasks("resource_tags", **options)["changed"]
    assert tasks("resource_tags", **options)["changed"] is False
    assert tasks("resource_tags_info", resource_type=kind, tags={"a": "1"})["resource_tags"] == [
        {"resource_type": kind, "resource_id": options["resource_ids"][0], "tags": {"a": "1"}}
    ]
    assert tasks("resource_tags", **options, state="absent")["changed"]


def test_an_unknown_id_is_explained(tasks: Tasks) -> None:
    options = {"resource_type": "VPNGATEWAY", "resource_ids": ["vpn-bp1000000000000000000"], "tags": {"a": "1"}}
    ran = tasks.attempt("resource_tags", **options)
    assert ran.failed
    assert ran["error"]["code"] == "InvalidResourceId.NotFound"
    for part in ("VPNGATEWAY", "vpn-bp1000000000000000000", "resource_ids", "region"):
        assert part in ran["msg"]
    assert (ran["changed"], ran["actions"]) == (False, [])


def test_an_empty_list_of_ids(tasks: Tasks) -> None:
    """A list that a play calculated may be empty."""
    ran = _set(tasks, resource_ids=[], tags={"a": "1"})
    assert (ran["changed"], ran["resource_tags"]) == (False, [])
    assert tasks("resource_tags_info", resource_type="VPC", resource_ids=[])["resource_tags"] == []
    assert tasks("resource_tags_info", resource_type="VPC", resource_ids=[], tags={"a": "1"})["resource_tags"] == []
    assert tasks.calls == []


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({}, "tags"),
        ({"purge_tags": True}, "tags"),
        ({"state": "absent"}, "all"),
        ({"all": True}, "state=absent"),
        ({"tags": {"a": "1"}, "purge_tags": True, "state": "absent"}, "purge_tags"),
        ({"tags": {"acs:x": "1"}}, "acs:x"),
        ({"tags": {"a": "https://x"}}, "'a'"),
        ({"tags": {"a": "x" * 129}}, "'a'"),
        ({"tags": {f"k{number}": "" for number in range(21)}}, "20"),
        ({"resource_type": "DISK", "tags": {"a": "1"}}, "DISK"),
    ],
)
def test_refused_before_any_call(tasks: Tasks, options: dict[str, Any], part: str) -> None:
    given = {"resource_type": "VPC", "resource_ids": ["vpc-1"], **options}
    assert part in tasks.refused("resource_tags", **given)
    assert tasks.calls == []


def test_a_failure_names_the_calls_before_it(tasks: Tasks) -> None:
    _set(tasks, tags={"a": "1"})
    tasks.emulator.add_fault("TagResources:code=Forbidden:1")
    ran = tasks.attempt("resource_tags", resource_type="VPC", resource_ids=["vpc-1"], tags={"b": "1"}, purge_tags=True)
    assert (ran["changed"], ran["actions"]) == (True, ["UnTagResources"])
    assert "policy" in ran["msg"]


class TestInfo:
    @pytest.fixture(autouse=True)
    def site(self, tasks: Tasks) -> None:
        for one, tags in {"vpc-1": {"a": "1", "b": "2"}, "vpc-2": {"a": "1"}, "vpc-3": {"a": "9"}}.items():
            _set(tasks, resource_ids=[one], tags=tags)
        tasks.emulator.clear_log()

    @pytest.mark.parametrize(
        ("options", "found"),
        [
            ({"resource_ids": ["vpc-1", "vpc-3", "vpc-9"]}, {"vpc-1": {"a": "1", "b": "2"}, "vpc-3": {"a": "9"}}),
            ({"tags": {"a": "1"}}, {"vpc-1": {"a": "1", "b": "2"}, "vpc-2": {"a": "1"}}),
            ({"tags": {"a": "1", "b": "2"}}, {"vpc-1": {"a": "1", "b": "2"}}),
            ({"tags": {"a": "1"}, "resource_ids": ["vpc-2", "vpc-3"]}, {"vpc-2": {"a": "1"}}),
            ({"tags": {"a": "7"}}, {}),
        ],
    )
    def test_filters(self, tasks: Tasks, options: dict[str, Any], found: dict[str, Any]) -> None:
        for check in (True, False):
            ran = tasks("resource_tags_info", check=check, resource_type="VPC", **options)
            assert (ran["changed"], _tags(ran)) == (False, found)
            assert tasks.calls == ["ListTagResources"]

    def test_several_pages_and_calls(self, tasks: Tasks) -> None:
        _set(tasks, resource_ids=_vpcs(70), tags={"a": "1", "b": "2"})
        tasks.emulator.clear_log()
        ran = tasks("resource_tags_info", resource_type="VPC", resource_ids=_vpcs(70))
        assert len(_tags(ran)) == 70
        assert len(tasks.calls) == 3

    def test_ids_or_tags_are_required(self, tasks: Tasks) -> None:
        assert "one of the following is required" in tasks.refused("resource_tags_info", resource_type="VPC")
        assert tasks.calls == []
