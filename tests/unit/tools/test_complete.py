# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has no text is named: options, results and files, each by its own name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.tools import road
from tools import complete, facts, texts

WRITTEN: dict[str, Any] = {
    "readme": {"en": "roads", "zh": "路"},
    "manage": {"short_description": "Manage roads", "examples": "- name: Build a road"},
    "list": {"short_description": "List roads", "examples": "- name: List roads"},
    "options": {"ip_address": "The address.", "asn": "The number.", "auth_key": "The key."},
    "returns": {},
}


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The texts about the road, which a test may change."""
    data = {section: dict(parts) for section, parts in WRITTEN.items()}
    about = texts.Texts(Path("road.yml"), data)
    real = texts.of
    monkeypatch.setattr(texts, "of", lambda subject: about if subject == road.NAME else real(subject))
    return data


def _messages(*more: Any, **changes: Any) -> list[str]:
    return [gap.message for gap in complete.gaps(road.modules(*more, **changes))]


def test_a_resource_with_all_texts_lacks_none() -> None:
    assert _messages() == []


def test_an_option_without_a_sentence_is_named() -> None:
    assert _messages(road.LANES, road.SURFACE) == [
        "road.yml: options > lanes is missing",
        "road.yml: options > surface is missing",
    ]


def test_an_option_with_an_empty_sentence_is_named(written: dict[str, Any]) -> None:
    written["options"]["asn"] = ""
    assert _messages() == ["road.yml: options > asn is empty"]


def test_a_filter_without_a_sentence_is_named() -> None:
    more = replace(road.LANES.filter(), name="lanes")
    assert _messages(filters=(*road.resource().filters, more)) == ["road.yml: filters > lanes is missing"]


def test_a_result_without_a_sentence_is_named(written: dict[str, Any]) -> None:
    # Without an option that sets it, a result has only its own sentence.
    fields = tuple(field for field in road.resource().fields if field.name != "asn")
    del written["options"]["asn"]
    assert _messages(fields=fields) == ["road.yml: returns > asn is missing"]


@pytest.mark.parametrize("section", ["readme", "manage", "list"])
def test_the_other_texts_are_named_too(written: dict[str, Any], section: str) -> None:
    del written[section]
    assert _messages() == [f"road.yml: {section} > {key} is missing" for key in WRITTEN[section]]


def test_nothing_in_the_collection_is_missing_or_too_much() -> None:
    assert complete.problems() == []


def test_a_file_about_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "road.yml").touch()
    (tmp_path / "path.yml").touch()
    assert complete.strays(tmp_path, {"road"}) == [f"{tmp_path / 'path.yml'} is about nothing"]


def test_every_module_has_a_subject_with_texts() -> None:
    assert {path.stem for path in texts.FOLDER.glob("*.yml")} - complete.OTHERS == complete.subjects()
    assert len(facts.modules()) >= 2 * len(facts.resources())
