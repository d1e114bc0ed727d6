# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in cloud carries out the contract's actions, and every answer keeps to the contract's tables."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.emulator import contract
from tests.emulator.services import ACTIONS
from tests.support import scenario
from tests.support.caller import Caller, raw_actions
from tests.support.clouds import Built

_TYPES = {"string": str, "integer": int, "long": int, "boolean": bool, "object": dict}


def test_every_action_of_the_2022_api_reference_is_carried_out() -> None:
    assert {name for name, action in raw_actions().items() if "section" in action} <= set(ACTIONS)
    assert set(ACTIONS) <= set(raw_actions())


class _Checker(Caller):
    """A caller that compares each answer with the contract."""

    def __init__(self, call: Caller) -> None:
        super().__init__(call.cloud)
        self.seen: set[str] = set()

    def __call__(self, name: str, **parameters: Any) -> dict[str, Any]:
        body = super().__call__(name, **parameters)
        _check(body, raw_actions()[name]["response"], name)
        self.seen.add(name)
        return body


def _check(body: dict[str, Any], rows: dict[str, dict[str, Any]], place: str) -> None:
    assert body.keys() <= rows.keys(), place
    for name, value in body.items():
        _check_value(value, rows[name], f"{place}.{name}")


def _check_value(value: Any, row: dict[str, Any], place: str) -> None:
    if row["type"] == "list":
        if "wrapper" in row:
            assert list(value) == [row["wrapper"]], place
            value = value[row["wrapper"]]
        assert isinstance(value, list), place
        for item in value:
            if "members" in row:
                _check(item, row["members"], place)
            else:
                assert isinstance(item, _TYPES[row["items"]]), place
        return
    assert value.__class__ is _TYPES[row["type"]], place
    if row["type"] == "object":
        _check(value, row["members"], place)
    if "values" in row:
        assert value in row["values"], f"{place}: {value}"


def test_answers_keep_to_the_contract(call: Caller) -> None:
    checker = _Checker(call)
    ids = scenario.build(checker)
    for name, parameters in scenario.reads(ids):
        checker(name, **parameters)
    scenario.take_down(checker, ids)
    assert checker.seen == set(ACTIONS)


def test_answers_show_every_field(built: Built) -> None:
    shown: dict[str, set[str]] = {}
    for name, parameters in scenario.reads(built.ids):
        shown.setdefault(name, set()).update(_names(built.call(name, **parameters), ""))
    for name, places in shown.items():
        reasons = scenario.NEVER_SHOWN.get(name, {})
        missing = set(_row_names(raw_actions()[name]["response"], "")) - places
        explained = {field: {place for place in missing if f".{field}." in f"{place}."} for field in reasons}
        assert missing == set().union(*explained.values()), name
        assert all(explained.values()), f"{name}: these fields are shown: {explained}"


def _names(value: Any, place: str) -> set[str]:
    if isinstance(value, list):
        return set().union(*(_names(item, place) for item in value))
    if not isinstance(value, dict):
        return {place}
    return set().union({place}, *(_names(inner, f"{place}.{key}") for key, inner in value.items())) - {""}


def _row_names(rows: dict[str, dict[str, Any]], place: str) -> set[str]:
    names = set()
    for name, row in rows.items():
        here = f"{place}.{name}" + (f".{row['wrapper']}" if "wrapper" in row else "")
        names |= {here} | _row_names(row.get("members", {}), here)
    return names


@pytest.mark.parametrize("name", scenario.READS)
def test_xml_has_the_same_content_as_json(built: Built, name: str) -> None:
    call = built.call
    for parameters in [given for action, given in scenario.reads(built.ids) if action == name]:
        answer = call.answer(name, **parameters, Format="xml")
        assert answer.content_type.startswith("application/xml")
        root = ElementTree.fromstring(answer.body)
        assert root.tag == f"{name}Response"
        root.remove(root.find("RequestId"))  # type: ignore[arg-type]
        assert _from_xml(root, raw_actions()[name]["response"]) == _without_empty_lists(call(name, **parameters))


def _from_xml(element: ElementTree.Element, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for child in element:
        row = rows[child.tag]
        if row["type"] == "list":
            items = list(child) if "wrapper" in row else [child]
            assert all(item.tag == row.get("wrapper", child.tag) for item in items)
            values = [_from_xml(item, row["members"]) if "members" in row else item.text or "" for item in items]
            if "wrapper" in row:
                body[child.tag] = {row["wrapper"]: values} if values else {}
            else:
                body.setdefault(child.tag, []).extend(values)
        elif row["type"] == "object":
            body[child.tag] = _from_xml(child, row["members"])
        elif row["type"] == "string":
            body[child.tag] = child.text or ""
        else:
            body[child.tag] = json.loads(child.text or "")
    return body


def _without_empty_lists(value: Any) -> Any:
    """An empty list leaves no element in XML."""
    if isinstance(value, dict):
        return {key: _without_empty_lists(inner) for key, inner in value.items() if inner != []}
    return [_without_empty_lists(item) for item in value] if isinstance(value, list) else value


def test_the_whole_contract_is_read() -> None:
    loaded = contract.load()
    assert set(loaded.actions) == set(raw_actions())
    for name, raw in raw_actions().items():
        assert set(loaded.actions[name].parameters) == set(raw["parameters"])
        assert set(loaded.actions[name].response) == set(raw["response"])
        assert set(loaded.actions[name].errors) == set(raw["errors"])
