# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of texts: one that is empty is refused by its name, and so is one about nothing, or one that is repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tools import texts
from tools.texts import TextProblem, Texts


def _texts(data: dict[str, Any], name: str = "road") -> Texts:
    return Texts(Path(f"{name}.yml"), data)


def test_a_text_is_found_by_its_keys() -> None:
    assert _texts({"options": {"color": "The color."}}).need("options", "color") == "The color."


@pytest.mark.parametrize("empty", ["", None, [], {}])
def test_an_empty_text_is_refused_by_its_name(empty: Any) -> None:
    with pytest.raises(TextProblem, match=r"^road\.yml: options > color is empty$"):
        _texts({"options": {"color": empty}}).get("options", "color")


def test_a_missing_text_is_refused_by_its_name_where_it_is_needed() -> None:
    said = _texts({"options": {}})
    with pytest.raises(TextProblem, match=r"^road\.yml: options > color is missing$"):
        said.need("options", "color")


def test_a_missing_text_may_be_missing_where_another_file_can_have_it() -> None:
    assert _texts({"options": {"width": "The width."}}).get("options", "color") is None


def test_a_text_about_nothing_is_named() -> None:
    said = _texts({"options": {"color": "The color.", "width": "The width."}, "readme": {"en": "roads"}})
    said.get("options", "color")
    assert said.unused() == ["road.yml: options > width is about nothing"]


@pytest.mark.parametrize(
    ("file", "path", "found"),
    [
        ("common", "ike_config.psk", "of phase 1"),
        ("common", "tunnels.ike_config.psk", "of phase 1"),
        ("common", "other.psk", "of all"),
        ("road", "tunnels.ike_config.psk", "of phase 1"),
        ("road", "other.psk", None),
        ("road", "psk", "of all"),
    ],
)
def test_a_dotted_name_has_the_text_of_its_last_parts(file: str, path: str, found: str | None) -> None:
    said = _texts({"options": {"psk": "of all", "ike_config.psk": "of phase 1"}}, file)
    assert said.tail("options", path) == found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of texts of its own."""
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    monkeypatch.setattr(texts, "of", lambda subject: texts.read(tmp_path / f"{subject}.yml"))
    return tmp_path


def test_a_sentence_that_is_written_twice_is_named(folder: Path) -> None:
    (folder / "path.yml").write_text("options: {color: The color.}")
    (folder / "road.yml").write_text("returns: {stone.color: {text: [It has one., The color.]}}")
    assert texts.repeated() == ["path.yml: options > color and road.yml: returns > stone.color: The color."]


def test_the_same_words_about_another_thing_are_no_repetition(folder: Path) -> None:
    (folder / "road.yml").write_text("options: {inner_color: The color., outer_color: The color.}")
    assert texts.repeated() == []


def test_a_phrase_may_be_asked_for_more_than_once(folder: Path) -> None:
    (folder / "path.yml").write_text("options: {color: '{phrase}'}")
    (folder / "road.yml").write_text("options: {color: '{phrase}'}")
    assert texts.repeated() == []


def test_a_subject_without_a_file_has_no_texts() -> None:
    assert texts.of("no_such_thing").data == {}
