# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the READMEs, the same in each language. A comment names each table, and another one ends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tools import facts, lookups, texts
from tools.collection import ROOT
from tools.facts import MANAGE

LANGUAGES = {"README.md": "en", "README.zh-CN.md": "zh"}
_TABLE = re.compile(r"(?<=<!-- generated: )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
Row = tuple[str, ...]


def targets() -> Iterator[tuple[str, Callable[[], str]]]:
    """The READMEs."""
    for path in LANGUAGES:
        yield path, partial(text, path)


def text(path: str) -> str:
    """A README with its tables as they ought to be."""

    def table(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}{_table(match[1], LANGUAGES[path])}"

    present = (ROOT / path).read_text(encoding="utf-8")
    missing = _ROWS.keys() - {match[1] for match in _TABLE.finditer(present)}
    if missing:
        raise texts.TextProblem(f"there is no place for the table <!-- generated: {', '.join(sorted(missing))} -->")
    return _TABLE.sub(table, present)


def _table(name: str, language: str) -> str:
    rows = _ROWS[name](language)
    head = texts.of("readme").need(name, "head", language)
    return "".join(_line(row) for row in (head, ["---"] * len(head), *rows))


def _line(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


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
