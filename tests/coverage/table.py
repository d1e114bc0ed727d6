# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/api-coverage.md: every action of the API, what of it the modules offer, and the tests that have asked for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tests.coverage.options import options
from tests.coverage.reasons import EVERYWHERE, LEFT_OUT, ONCE, SENT
from tests.coverage.record import Use
from tests.support import tree
from tests.support.caller import raw_actions

PATH = tree.ROOT / "docs" / "api-coverage.md"
COMMAND = "python -m tests.coverage --write"
_HEAD = """<!--
Copyright (c) 2026 the alicloud.vpn developers
GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
-->

# API coverage

Made by `{command}` out of what the modules asked of the stand-in cloud while the tests in
`tests/unit/modules` ran: an option stands here only if a test had it sent and the service took it. The unit tests fail
when this page is out of date.

{reached} of {all} actions of the API reference are reached. Of their {parameters} parameters {offered} are offered as
options; the others are explained, here or below. What is marked *later* is not in the reference of 2022, but in
today's SDK.

| everywhere | why it is no option |
| --- | --- |
{everywhere}
"""


class Table:
    """The page, and what is wrong with it."""

    def __init__(self, uses: Collection[Use]) -> None:
        self._uses = uses
        self._options = options()
        self._sent = {f"{use.action}.{use.parameter}" for use in uses}
        self._seed = {name: row for name, row in raw_actions().items() if "section" in row}

    def problems(self) -> Iterator[str]:
        """Actions that no module reached, parameters that are neither offered nor explained, stale explanations."""
        for name, row in self._seed.items():
            if f"{name}." not in self._sent:
                yield f"{name}: no test has a module ask for it"
            for parameter in row["parameters"]:
                if not self._why(name, parameter):
                    yield f"{name}.{parameter}: neither sent nor explained"
        for place in LEFT_OUT:
            if place in self._sent:
                yield f"{place}: explained as left out, but sent"
        for place in SENT:
            if place not in self._sent:
                yield f"{place}: explained as sent, but is not"

    def text(self) -> str:
        """The page."""
        rows = [(name, parameter) for name, row in self._seed.items() for parameter in row["parameters"]]
        others = [name for name in raw_actions() if name not in self._seed and f"{name}." in self._sent]
        ordered = sorted(self._seed, key=lambda name: [int(part) for part in self._seed[name]["section"].split(".")])
        head = _HEAD.format(
            command=COMMAND,
            reached=len([name for name in self._seed if f"{name}." in self._sent]),
            all=len(self._seed),
            parameters=len(rows),
            offered=len([row for row in rows if self._is_offered(*row)]),
            everywhere="\n".join(f"| {names} | {why} |" for names, why in EVERYWHERE.items()),
        )
        return "\n".join([head, *(self._action(name) for name in (*ordered, *others))])

    def _action(self, name: str) -> str:
        row = raw_actions()[name]
        uses = [use for use in self._uses if use.action == name and not use.parameter]
        modules = ", ".join(f"`{module}`" for module in sorted({use.module for use in uses}))
        tests = ", ".join(sorted({use.test for use in uses}))
        lines = [f"## {row.get('section', 'Later:')} {name}", "", f"Modules: {modules}.", ""]
        parameters = {key: value for key, value in row["parameters"].items() if not self._is_explained_once(name, key)}
        if parameters:
            lines += ["| parameter | option |", "| --- | --- |"]
            lines += [self._parameter(name, key, value) for key, value in parameters.items()]
            lines += [""]
        return "\n".join([*lines, f"Tests: {tests}.", ""])

    def _parameter(self, name: str, parameter: str, row: dict[str, Any]) -> str:
        late = " *later*" if row.get("later") else ""
        return f"| {parameter}{late} | {self._why(name, parameter)} |"

    def _why(self, name: str, parameter: str) -> str:
        """The option, or the reason why there is none; nothing if neither is known."""
        place = f"{name}.{parameter}"
        if self._is_offered(name, parameter):
            option, _colon, members = self._options[name, parameter].partition(": ")
            shown = ", ".join(f"`{one}`" for one in option.split(", "))
            return f"{shown} with {', '.join(f'`{one}`' for one in members.split(', '))}" if members else shown
        if place in SENT:
            return f"sent by itself: {SENT[place]}"
        if place in LEFT_OUT:
            return f"not offered: {LEFT_OUT[place]}"
        return "explained above" if parameter in ONCE else ""

    def _is_offered(self, name: str, parameter: str) -> bool:
        return f"{name}.{parameter}" in self._sent and (name, parameter) in self._options

    def _is_explained_once(self, name: str, parameter: str) -> bool:
        return parameter in ONCE and not self._is_offered(name, parameter)
