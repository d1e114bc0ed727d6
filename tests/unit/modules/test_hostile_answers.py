# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One value of one answer has the wrong type: the module succeeds or fails with a message, and never ends with a
traceback."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import client
from tests.support.case import Case, name_of
from tests.support.cases import CASES
from tests.support.tasks import Tasks

VALUES: tuple[Any, ...] = (None, 7, [7], {"a": 1})
Body = dict[str, Any]
Path = tuple[Any, ...]


def _paths(value: Any, within: Path = ()) -> Iterator[Path]:
    """The places in an answer; of a list, those of its first item."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for name, part in inner:
        yield (*within, name)
        yield from _paths(part, (*within, name))


def _with(body: Body, path: Path, value: Any) -> Body:
    changed = copy.deepcopy(body)
    node: Any = changed
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return changed


class Answers:
    """In place of the parser of answers: keeps what it returns, and replaces one value of one answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._parse: Callable[[Any], Body] = client.parse
        self.seen: dict[tuple[str, ...], Body] = {}
        self.wrong: tuple[tuple[str, ...], Path, Any] | None = None
        monkeypatch.setattr(client, "parse", self)

    def __call__(self, answer: Any) -> Body:
        body = self._parse(answer)
        kind = tuple(sorted(body))
        if self.wrong is None:
            self.seen.setdefault(kind, body)
        elif self.wrong[0] == kind:
            _kind, path, value = self.wrong
            # Another answer of this kind may be shorter.
            return _with(body, path, value) if path in _paths(body) else body
        return body


def _try_all(tasks: Tasks, answers: Answers, module: str, options: Body) -> None:
    answers.wrong, answers.seen = None, {}
    tasks(module, check=True, **options)
    for kind, body in list(answers.seen.items()):
        for path in list(_paths(body)):
            for value in VALUES:
                answers.wrong = (kind, path, value)
                ran = tasks.attempt(module, check=True, **options)
                assert not ran.failed or ran["msg"], (path, value)


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
