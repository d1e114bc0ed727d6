# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One value of one answer is wrong: the module succeeds, or its message says which answer and what was not understood.
It never ends with a traceback. `make inputs` tries more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import bad_input
from tests.support.base_tasks import World, world
from tests.support.case import Case, name_of
from tests.support.cases import CASES
from tests.support.hostile import MISSING, Answers, Body, Change, Path, at, paths
from tests.support.in_process import serve_directly
from tests.support.tasks import Tasks
from tools import facts

pytestmark = pytest.mark.usefixtures("unmeasured")

SINGLE: tuple[Any, ...] = (None, 7, {"a": 1})
VALUES = (*SINGLE, [7])
MODULES = facts.modules()
TEMPLATE = "{{ 7 * 7 }}"
HOSTILE = (
    *VALUES,
    MISSING,
    True,
    -1,
    1.5,
    10**30,
    10**400,
    "",
    "x",
    TEMPLATE,
    "\x1b[31m",
    "\ufffd",
    "x" * 5000,
    [],
    [None],
    [[7]],
    [{"a": {"b": []}}],
    {},
    {"": None},
)
EXTRA = ("Extra", "AnsibleConnection", "ansible_host", "{{ 7 * 7 }}", "msg", "failed", "changed", "", "A" * 5000)


def _try_all(tasks: Tasks, answers: Answers, module: str, options: Body) -> None:
    answers.change, answers.seen = None, {}
    tasks(module, check=True, **options)
    for members, body in list(answers.seen.items()):
        for path in list(paths(body)):
            was = at(body, path)
            # In the place of a single value a list is refused as an object is.
            for value in VALUES if _is_container(was) else SINGLE:
                answers.change = Change(members, path, value)
                ran = tasks.attempt(module, check=True, **options)
                assert not ran.failed or "unexpected" not in ran["msg"], (path, value)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_check_mode_of_every_module(tasks: Tasks, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    options = tasks.filled(case.options)
    tasks(case.resource.name, **options)
    changes = [new for new in case.new_values if not ("." in new.option or new.along or new.option in case.identity)]
    changed = {new.option: new.value for new in changes[:1]}
    _try_all(tasks, Answers(monkeypatch), case.resource.name, {**options, **changed})


def test_the_configuration_of_a_connection(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.site()
    _try_all(tasks, Answers(monkeypatch), "vpn_connection_config_info", {"vpn_connection": "hq-office"})


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(str(tmp_path_factory.getbasetemp()), serve_directly) as built:
        yield built


class Recorded:
    """A task of a module, and what the service answers to it."""

    def __init__(self, everything: World, answers: Answers, module: str, check: bool) -> None:
        self.everything, self.answers, self.module, self.check = everything, answers, module, check
        self.options = dict(everything.tasks[module][0])
        if "wait_timeout" in MODULES[module].spec():
            self.options["wait_timeout"] = 3
        answers.change, answers.seen = None, {}
        everything.restore()
        assert not everything.run(module, self.options, check).failed
        self.places = [(members, path) for members, body in answers.seen.items() for path in paths(body)]

    def attempt(self, change: Change) -> tuple[Any, list[str]]:
        """Runs the task with that change; returns what it returned, and what it called."""
        self.answers.change = change
        self.everything.restore()
        ran = self.everything.run(self.module, {**self.options, "retry_timeout": 1}, self.check)
        assert "Traceback" not in ran.output
        assert "unexpected" not in ran.result.get("msg", ""), (change, ran["msg"])
        calls = [entry["action"] for entry in self.everything.emulator.log]
        assert len(calls) < 100, change
        return ran, calls


def _is_container(value: Any) -> bool:
    return isinstance(value, (dict, list))


@pytest.mark.parametrize("module", MODULES)
def test_every_answer_of_every_module(everything: World, module: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        answers = Answers(patch)
        reads = module.endswith("_info")
        tried = [Recorded(everything, answers, module, check) for check in ((False,) if reads else (False, True))]

        @bad_input.examples(20)
        @given(st.data())
        def attempt(data: st.DataObject) -> None:
            task = data.draw(st.sampled_from(tried))
            members, path = data.draw(st.sampled_from(task.places))
            change = Change(members, path, data.draw(st.sampled_from(HOSTILE)))
            ran, calls = task.attempt(change)
            was = at(answers.seen[members], path) if members in answers.seen else None
            if ran.failed and was is not None and _is_container(change.value) != _is_container(was):
                _names(ran["msg"], calls, path)

        attempt()


def _names(message: str, calls: list[str], path: Path) -> None:
    """An answer of another shape is reported with its action and its member."""
    if "not understood" in message:
        assert any(f"{action}: the answer was not understood" in message for action in calls)
        assert any(name in message for name in path if isinstance(name, str))


@pytest.mark.parametrize("module", MODULES)
def test_more_than_is_known_is_no_error(everything: World, module: str) -> None:
    """Members that a later version of the service adds."""
    with pytest.MonkeyPatch.context() as patch:
        answers = Answers(patch)
        task = Recorded(everything, answers, module, check=False)
        objects = [(), *(path for _members, path in task.places)]
        wanted = [
            (members, within)
            for members, body in answers.seen.items()
            for within in objects
            if within == () or (within in set(paths(body)) and isinstance(at(body, within), dict))
        ]

        @bad_input.examples(8)
        @given(st.data())
        def attempt(data: st.DataObject) -> None:
            members, within = data.draw(st.sampled_from(wanted))
            name = data.draw(st.sampled_from(EXTRA))
            value = data.draw(st.sampled_from([value for value in HOSTILE if value is not MISSING]))
            if within and not at(answers.seen[members], within):
                return
            ran, _calls = task.attempt(Change(members, (*within, name), value))
            assert not ran.failed, (within, name, value, ran["msg"])

        attempt()
