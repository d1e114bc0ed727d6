# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sequences of tasks, as a play has them: one resource, or all that a role creates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jmespath

from tests.support.tasks import Ran, run

_RESULT = "result of task"
FOLDER = "<folder>"  # where files are written, at the beginning of an option


class Result(NamedTuple):
    """A value of an earlier task's result: the task's number, and JMESPath."""

    task: int
    path: str


@dataclass(frozen=True)
class Task:
    """A module with its options, in which a Result stands for what it is at that time."""

    module: str
    options: Mapping[str, Any]

    def filled(self, earlier: Sequence[Ran], folder: str) -> dict[str, Any]:
        """The options with their values; an option whose Result has no value is None."""

        def fill(value: Any) -> Any:
            if isinstance(value, Result):
                return jmespath.search(value.path, earlier[value.task].result)
            if isinstance(value, str):
                return value.replace(FOLDER, folder)
            if isinstance(value, Mapping):
                return {name: fill(inner) for name, inner in value.items()}
            return [fill(inner) for inner in value] if isinstance(value, list) else value

        return {name: fill(value) for name, value in self.options.items()}


@dataclass(frozen=True)
class Play:
    """Tasks in their order, the region, and what the cloud holds before, as the JSON text of its state."""

    name: str
    tasks: tuple[Task, ...]
    region: str
    before: str


def to_json(wanted: Play) -> dict[str, Any]:
    """For a file."""

    def plain(value: Any) -> Any:
        if isinstance(value, Result):
            return {_RESULT: list(value)}
        if isinstance(value, Mapping):
            return {name: plain(inner) for name, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, list) else value

    return {**vars(wanted), "tasks": [{"module": one.module, "options": plain(one.options)} for one in wanted.tasks]}


def from_json(found: Mapping[str, Any]) -> Play:
    """From a file."""

    def read(value: Any) -> Any:
        if isinstance(value, Mapping):
            return Result(*value[_RESULT]) if _RESULT in value else {name: read(one) for name, one in value.items()}
        return [read(one) for one in value] if isinstance(value, list) else value

    return Play(**{**found, "tasks": tuple(Task(one["module"], read(one["options"])) for one in found["tasks"])})


@dataclass(frozen=True)
class Played:
    """The results up to the task that failed, or to the end."""

    results: list[Ran]

    @property
    def failure(self) -> str:
        """The message of the task that failed, or an empty text."""
        return str(self.results[-1]["msg"]) if self.results and self.results[-1].failed else ""

    @property
    def changed(self) -> int:
        return sum(ran.result.get("changed", False) for ran in self.results)


def play(wanted: Play, folder: str, connection: Mapping[str, Any]) -> Played:
    """Run the tasks until one fails. A task is skipped if a Result in its options has no value: roles skip what belongs
    to something that does not exist."""
    played = Played([])
    for task in wanted.tasks:
        options = task.filled(played.results, folder)
        if None in options.values():
            played.results.append(Ran({}, ""))
            continue
        played.results.append(run(task.module, {"region": wanted.region, **connection, **options}))
        if played.failure:
            break
    return played
