# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of a new resource: all that have to be written are in the file, and once they are, nothing is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.tools import road
from tools import complete, facts, scaffold, texts

REAL = texts.of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the texts of the road, which is a resource of the collection here."""
    modules = facts.modules() | {module.name: module for module in road.modules(road.LANES)}
    resources = facts.resources() | {road.NAME: road.resource(road.LANES)}
    monkeypatch.setattr(facts, "modules", lambda: modules)
    monkeypatch.setattr(facts, "resources", lambda: resources)
    REAL(texts.COMMON)  # which is read only once, and not from the folder of this test
    monkeypatch.setattr(texts, "FOLDER", tmp_path)

    def of(subject: str) -> texts.Texts:
        path = tmp_path / f"{subject}.yml"
        if subject != road.NAME:
            return REAL(subject)
        return texts.read(path) if path.exists() else texts.Texts(path, {})

    monkeypatch.setattr(texts, "of", of)
    return tmp_path


def _filled(data: Any) -> Any:
    """The same with something in each empty place."""
    if isinstance(data, dict):
        return {key: _filled(value) for key, value in data.items()}
    return data or "Something."


def test_it_lists_the_sentences_to_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scaffold.main([road.NAME]) == 0
    assert "Fill in the empty texts, then run make generate" in capsys.readouterr().out
    data = yaml.safe_load((folder / "road.yml").read_text())
    assert data["options"] == {"ip_address": "", "asn": "", "auth_key": "", "lanes": ""}
    assert data["manage"]["short_description"] == "Manage roads of Alibaba Cloud"
    assert "SPDX-License-Identifier" in (folder / "road.yml").read_text()


def test_each_empty_sentence_is_refused_by_its_name(folder: Path) -> None:
    scaffold.main([road.NAME])
    assert "road.yml: options > lanes is empty" in [gap.message for gap in complete.gaps_of(road.NAME)]


def test_with_all_of_them_written_nothing_is_missing(folder: Path) -> None:
    scaffold.main([road.NAME])
    path = folder / "road.yml"
    path.write_text(yaml.safe_dump(_filled(yaml.safe_load(path.read_text()))))
    assert complete.gaps_of(road.NAME) == []


def test_a_file_that_exists_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "road.yml").write_text("readme: {en: roads}")
    assert scaffold.main([road.NAME]) == 1
    assert "road.yml exists; python -m tools.generate names what it lacks" in capsys.readouterr().err
    assert (folder / "road.yml").read_text() == "readme: {en: roads}"


@pytest.mark.parametrize("arguments", [[], ["no_such_thing"], ["road", "road"]])
def test_it_wants_the_name_of_a_descriptor(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scaffold.main(arguments) == 2
    assert "usage: python -m tools.scaffold NAME; NAME is one of customer_gateway, " in capsys.readouterr().err
