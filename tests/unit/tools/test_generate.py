# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that generates: it names each stale file with the command that writes it, and each missing text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import generate, texts

PATH = "docs/some.md"
outdated = generate.outdated


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one generated file, which is stale."""
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "targets", lambda: [(PATH, lambda: "new\n")])
    monkeypatch.setattr(generate, "outdated", lambda wanted: outdated(wanted, tmp_path))
    monkeypatch.setattr(texts, "unused", list)
    (tmp_path / "docs").mkdir()
    (tmp_path / PATH).write_text("old\n", encoding="utf-8")
    return tmp_path


def test_a_stale_file_is_named_with_the_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().out == f"{PATH}: is stale; run make generate\n"
    assert (root / PATH).read_text(encoding="utf-8") == "old\n"


def test_a_stale_file_is_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main([]) == 0
    assert capsys.readouterr().out == f"{PATH}: written\n"
    assert (root / PATH).read_text(encoding="utf-8") == "new\n"
    assert generate.main(["--check"]) == 0


def test_a_text_that_is_missing_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> str:
        raise texts.TextProblem("some.yml: options > color is missing")

    monkeypatch.setattr(generate, "targets", lambda: [(PATH, missing)])
    assert generate.main([]) == 1
    assert capsys.readouterr().err == f"{PATH}: some.yml: options > color is missing\n"
    assert (root / PATH).read_text(encoding="utf-8") == "old\n"
