# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What the modules that read a log share: its period, its pages, and reading again until it is complete (contract: the
notes of DescribeVpnSslServerLogs, DescribeVpnConnectionLogs and ListIpsecServerLogs)."""

from __future__ import annotations

import functools
import typing as t
from dataclasses import dataclass

from .._engine.errors import quoted
from .._engine.field import Parameter
from .._engine.find import to_ids
from .._engine.kinds import Int
from .._engine.parts import Options
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._rpc.client import Client

_TIME = Int(0, 10**10)
_YEAR = 525600


def _as_given(remote: Remote, options: Options) -> Options:
    return options


@dataclass(frozen=True)
class Log:
    """A log of the service. `owner`: the option that says whose log it is. `about`: options that ask for some of its
    lines. `lines`: what the lines are called in the result. `longest`: the most minutes that a period given by its
    length has; 0 where that is not documented. `narrowed`: the values of `owner` and `about` as they are sent, from
    those with their references resolved."""

    action: str
    owner: Parameter
    lines: str
    about: tuple[Parameter, ...] = ()
    longest: int = 0
    narrowed: t.Callable[[Remote, Options], Options] = _as_given

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (self.owner, *self.about)


def log_task(log: Log) -> Task:
    """The task of the module that reads this log."""
    return Task(
        functools.partial(_spec, log), functools.partial(_work, log), functools.partial(_problems, log), read_only=True
    )


def _spec(log: Log) -> Spec:
    return {
        **{one.name: one.spec(required=one.required) for one in log.parameters},
        "from": {"type": "int"},
        "to": {"type": "int"},
        "minute_period": {"type": "int"},
        "wait_timeout": {"type": "int", "default": 30},
    }


def _problems(log: Log, options: Options) -> list[str]:
    """A period is given by two of start, end and length, or by its length alone."""
    found = [text for one in log.parameters for text in one.problems(options.get(one.name))]
    start, end, minutes = (options.get(name) for name in ("from", "to", "minute_period"))
    if minutes is None and (start is None or end is None):
        found.append("minute_period: not given; give it, alone or with from or to, or give both from and to")
    # The 2022 API reference itself has a request with one time as both, and the length of the period.
    if start is not None and end is not None and (start > end or (start == end and minutes is None)):
        found.append(f"from: {quoted(start)} is not allowed; allowed: a time before to, which is {quoted(end)}")
    found += [
        f"{name}: {quoted(options[name])} is not allowed; allowed: seconds since 1970"
        for name in ("from", "to")
        if options.get(name) is not None and not _TIME.fits(options[name])
    ]
    if minutes is not None:
        found += [f"{text} minutes" for text in Int(1, log.longest or _YEAR).problems("minute_period", minutes)]
    return found


def _work(log: Log, options: Options, client: Client, check: bool) -> Result:
    """Reads again until the service says that the log is complete, or until the time is over."""
    deadline = client.clock.monotonic() + options["wait_timeout"]
    target = t.cast(Ref, log.owner.kind).target
    with phase("read the log of", f"{target.title} {options[log.owner.name]}", []):
        remote = Remote(target, client, deadline)
        narrowed = log.narrowed(remote, to_ids(remote, log.parameters, options))
        parameters = {one.wire: narrowed.get(one.name) for one in log.parameters}
        parameters.update({"From": options["from"], "To": options["to"], "MinutePeriod": options["minute_period"]})
        for pause in client.backoff.pauses():
            with client.until(deadline):
                lines, completed = _pages(log.action, client, parameters)
            if completed or client.clock.monotonic() + pause > deadline:
                break
            client.clock.sleep(pause)
    return {"changed": False, log.lines: lines, "is_completed": completed}


def _pages(action: str, client: Client, parameters: Options) -> tuple[list[str], bool]:
    answers = client.answers(action, parameters, _lines)
    completed = all(body.get("IsCompleted", True) for body in answers)
    return [line for body in answers for line in _lines(body)], completed


def _lines(body: Options) -> list[str]:
    data = body.get("Data") or []
    return data.get("Logs") or [] if isinstance(data, t.Mapping) else data
