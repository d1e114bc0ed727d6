# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as it is committed: short things in a line, long texts folded, quotes where they are needed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tools import specs
from tools.yaml_text import WIDTH, Block, Quoted, dump

_LONG = "A sentence of some length, which is repeated until it no longer fits in one line. " * 3


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("plain words", "key: plain words"),
        ("with: a colon", 'key: "with: a colon"'),
        ("1.10", 'key: "1.10"'),
        ("no", 'key: "no"'),
        ("", 'key: ""'),
        (Quoted("plain"), 'key: "plain"'),
        (True, "key: true"),
        (5, "key: 5"),
        (["a", "b"], "key: [a, b]"),
        (["true", 1], 'key: ["true", 1]'),
        ([], "key: []"),
        ({}, "key: {}"),
        ({"site": "hangzhou"}, "key: {site: hangzhou}"),
        (["two words"], "key:\n  - two words"),
        (Block(["a"]), "key:\n  - a"),
        ([{"a": 1, "b": 2}], "key:\n  - a: 1\n    b: 2"),
    ],
)
def test_the_form_of_values(value: Any, line: str) -> None:
    assert dump({"key": value}) == line + "\n"


@pytest.mark.parametrize(
    "value", [_LONG.strip(), [_LONG.strip()], [f"note: {_LONG.strip()}"], {"a": {"b": _LONG.strip()}}]
)
def test_long_texts_are_folded(value: Any) -> None:
    text = dump({"key": value})
    assert max(map(len, text.splitlines())) <= WIDTH
    assert yaml.safe_load(text) == {"key": value}


def test_a_list_that_does_not_fit_in_a_line_has_a_line_for_each_item() -> None:
    names = [f"a-rather-long-name-{number}" for number in range(10)]
    assert dump({"key": names}).splitlines() == ["key:", *(f"  - {name}" for name in names)]


def test_options_that_come_twice_are_written_once() -> None:
    def site(kind: str) -> dict[str, Any]:
        key = {"type": "dict", "suboptions": {"psk": {"type": "str"}, "lifetime": {"type": "int"}}}
        own = {"type": "dict", "suboptions": {"name": {"type": kind}, "color": {"type": "str"}}}
        return {"suboptions": {"key": key, "own": own}}

    text = dump(specs.shortened({"defaults": site("str"), "sites": site("int")}))
    assert yaml.safe_load(text) == {"defaults": site("str"), "sites": site("int")}
    assert (text.count("psk"), text.count("color"), text.count("*key")) == (1, 2, 1)


_TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"], include_characters=" ")).map(
    lambda text: " ".join(text.split())
)


@given(st.dictionaries(_TEXTS, st.one_of(_TEXTS, st.lists(_TEXTS), st.integers(), st.booleans()), min_size=1))
def test_everything_reads_back_as_it_was(data: dict[str, Any]) -> None:
    assert yaml.safe_load(dump(data)) == data
