# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sequences of tasks, as a play has them: one resource, or all that a role creates."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
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
    """A module with its options, in which a Result stands for what it is at that time. `until`: JMESPath, or a Result
    with that, which is true of its result in one of so many `tries`, or the task fails. `kept`: a file of the folder,
    and JMESPath: what of the result a role writes there."""

    module: str
    options: Mapping[str, Any]
    until: str | Result = ""
    tries: int = 1
    kept: tuple[str, str] | None = None

    def run(self, options: Mapping[str, Any], earlier: Sequence[Ran], folder: str) -> Ran:
        """Run it with these options."""
        until = _value(self.until, earlier) if isinstance(self.until, Result) else self.until
        ran = run(self.module, options)
        for _try in range(self.tries - 1):
            if not until or jmespath.search(until, ran.result):
                break
            ran = run(self.module, options)
        if until and not jmespath.search(until, ran.result):
            return Ran({"failed": True, "msg": ran.result.get("msg") or f"not true: {until}"}, ran.output)
        if self.kept and not ran.failed:
            name, path = self.kept
            replace(Path(folder, name), json.dumps(jmespath.search(path, ran.result)))
        return ran

    def filled(self, earlier: Sequence[Ran], folder: str) -> dict[str, Any]:
        """The options with their values; an option whose Result has no value is None."""

        def fill(value: Any) -> Any:
            if isinstance(value, Result):
                return _value(value, earlier)
            if isinstance(value, str):
                return value.replace(FOLDER, folder)
            if isinstance(value, Mapping):
                return {name: fill(inner) for name, inner in value.items()}
            return [fill(inner) for inner in value] if isinstance(value, list) else value

        return {name: fill(value) for name, value in self.options.items()}


def _value(wanted: Result, earlier: Sequence[Ran]) -> Any:
    return jmespath.search(wanted.path, earlier[wanted.task].result)


@dataclass(frozen=True)
class Play:
    """Tasks in their order, the region, and what the cloud holds before, as the JSON text of its state. `files`: their
    names in the folder, and what they hold before."""

    name: str
    tasks: tuple[Task, ...]
    region: str
    before: str
    files: Mapping[str, str] = field(default_factory=dict)


def replace(file: Path, text: str) -> None:
    """Write a file, so that readers see the old text or the new one."""
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, file)


def to_json(wanted: Play) -> dict[str, Any]:
    """For a file; of roles that only create and delete."""

    def plain(value: Any) -> Any:
        if isinstance(value, Result):
            return {_RESULT: list(value)}
        if isinstance(value, Mapping):
            return {name: plain(inner) for name, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, list) else value

    tasks = [{"module": one.module, "options": plain(one.options)} for one in wanted.tasks]
    return {"name": wanted.name, "tasks": tasks, "region": wanted.region, "before": wanted.before}


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
        played.results.append(task.run({"region": wanted.region, **connection, **options}, played.results, folder))
        if played.failure:
            break
    return played
