# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated parts of the READMEs, the same in each language. A comment names each part, and another one ends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tools import api, coverage, facts, lookups, texts, words
from tools.collection import ROOT
from tools.facts import MANAGE

LANGUAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
_PART = re.compile(r"(?<=<!-- generated: )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
_NUMBERS = "numbers"
Row = tuple[str, ...]


def targets() -> Iterator[tuple[str, Callable[[], str]]]:
    """The READMEs."""
    for path in LANGUAGES:
        yield path, partial(text, path)


def text(path: str) -> str:
    """A README with its generated parts as they ought to be."""

    def part(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}{_part(match[1], LANGUAGES[path])}"

    present = (ROOT / path).read_text(encoding="utf-8")
    missing = {*_ROWS, _NUMBERS} - {match[1] for match in _PART.finditer(present)}
    if missing:
        raise texts.TextProblem(f"there is no place for the part <!-- generated: {', '.join(sorted(missing))} -->")
    return _PART.sub(part, present)


def _part(name: str, language: str) -> str:
    if name == _NUMBERS:
        return words.filled(texts.of("readme").need(name, language), _numbers()) + "\n"
    rows = _ROWS[name](language)
    head = texts.of("readme").need(name, "head", language)
    return "".join(_line(row) for row in (head, ["---"] * len(head), *rows))


def _line(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def _numbers() -> dict[str, str]:
    """How much there is."""
    called = {action for calls in coverage.calls().values() for action in calls.actions}
    counts = {
        "modules": len(facts.modules()),
        "lookups": len(list((ROOT / "plugins" / "lookup").glob("[!_]*.py"))),
        "roles": len([path for path in (ROOT / "roles").iterdir() if path.is_dir()]),
        "called": len(called & api.actions().keys()),
        "actions": len(api.actions()),
    }
    return {name: str(count) for name, count in counts.items()}


def _modules(language: str) -> Iterator[Row]:
    for subject in sorted({module.subject for module in facts.modules().values()}):
        about = [module for module in facts.modules().values() if module.subject == subject]
        manages = [module.name for module in about if module.part == MANAGE]
        lists = texts.of(subject).get("readme", "lists") or [each.name for each in about if each.part != MANAGE]
        yield _code(manages, language), texts.of(subject).need("readme", language), _code(lists, language)


def _plugins(language: str) -> Iterator[Row]:
    for row in texts.of("readme").need("plugins", "rows"):
        names = row["names"] if isinstance(row["names"], list) else [each.plural for each in lookups.all_of_them()]
        yield _code(names, language), row["kind"], row[language]


def _roles(language: str) -> Iterator[Row]:
    for row in texts.of("readme").need("roles", "rows"):
        role, playbook = (_code([row[key]] if key in row else [], language) for key in ("role", "playbook"))
        yield role, playbook, row[language]


def _code(names: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(f"`{name}`" for name in names)


_ROWS = {"modules": _modules, "plugins": _plugins, "roles": _roles}
