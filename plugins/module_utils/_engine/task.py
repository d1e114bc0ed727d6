# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A module that fits no descriptor, and what a module adds to its resource. Both are values, made in _tasks."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .._rpc.client import Client
from .converge import Outcome
from .resource import Options

Spec = dict[str, t.Any]
Result = dict[str, t.Any]


def _no_problems(options: Options) -> list[str]:
    return []


@dataclass(frozen=True)
class Task:
    """`spec` gives the argument spec, fresh at each call. `work` gets the options, a client and whether it only
    checks, and gives the result. `problems`: what is wrong with the options, before any call. `constraints` are
    those of an argument spec: required_one_of and the like."""

    spec: t.Callable[[], Spec]
    work: t.Callable[[Options, Client, bool], Result]
    problems: t.Callable[[Options], list[str]] = _no_problems
    read_only: bool = False
    constraints: t.Mapping[str, t.Any] = field(default_factory=dict)


def _no_work(options: Options, client: Client, outcome: Outcome) -> Result:
    return {}


@dataclass(frozen=True)
class Extension:
    """Options of a module beyond those of its resource, and what they ask for when the resource is as desired. `work`,
    not run in check mode, gives what replaces members of the result; `files` the contents of private files by their
    path, or None where the options ask for none."""

    spec: t.Callable[[], Spec]
    problems: t.Callable[[Options], list[str]] = _no_problems
    work: t.Callable[[Options, Client, Outcome], Result] = _no_work
    files: t.Callable[[Options, Outcome], dict[str, str] | None] | None = None
