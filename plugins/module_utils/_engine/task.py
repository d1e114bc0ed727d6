# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Task: a module without a resource descriptor. Extension: what a module adds to its resource. _tasks defines both."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .._rpc.client import Client
from .converge import Outcome
from .parts import Options

Spec = dict[str, t.Any]
Result = dict[str, t.Any]


def _no_problems(options: Options) -> list[str]:
    return []


@dataclass(frozen=True)
class Task:
    """`spec` returns the argument spec, a new one at each call. `work` takes the options, a client and whether it runs
    in check mode, and returns the result. `problems`: what is wrong with the options, before any call. `constraints`:
    those of AnsibleModule, such as required_one_of. `idempotent`: whether a second run changes nothing."""

    spec: t.Callable[[], Spec]
    work: t.Callable[[Options, Client, bool], Result]
    problems: t.Callable[[Options], list[str]] = _no_problems
    read_only: bool = False
    constraints: t.Mapping[str, t.Any] = field(default_factory=dict)
    idempotent: bool = True


def _no_work(options: Options, client: Client, outcome: Outcome) -> Result:
    return {}


@dataclass(frozen=True)
class Extension:
    """Options of a module beyond those of its resource, and the work for them once the resource is as desired. `work`
    does not run in check mode, and returns members that replace those of the result. `files` returns the contents of
    private files by path, None for a file that must not exist, or None if the options request no files."""

    spec: t.Callable[[], Spec]
    problems: t.Callable[[Options], list[str]] = _no_problems
    work: t.Callable[[Options, Client, Outcome], Result] = _no_work
    files: t.Callable[[Options, Outcome], dict[str, str | None] | None] | None = None
