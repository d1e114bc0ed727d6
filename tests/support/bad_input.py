# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that users did not mean to give: hypothesis strategies that follow from an argument spec and the contract."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.emulator import contract

Test = TypeVar("Test", bound=Callable[..., None])
TRIED = "INPUTS_TRIED"
_TEXTS = (
    "",
    " ",
    "\n",
    "hq\n",
    "hq\r\n",
    "\tx",
    "x\x00y",
    "\x1b[31mred",
    "x\x7f",
    "\x85",
    "\ud800",
    "x\udfff",
    "\u202eabc",
    "\ufeffx",
    "é",
    "字" * 3,
    "😀",
    "$(id)",
    "`id`",
    "; rm -rf /",
    "' OR 1=1 --",
    'a"b',
    "{{ 7*7 }}",
    "{% raw %}",
    "{{ lookup('pipe','id') }}",
    "../../etc/passwd",
    "/etc/passwd",
    "%00",
    "%s%n",
    "http://x",
    "@127.0.0.1/",
    "-1",
    "0",
    "1e5",
    "1e999999999",
    "٣",
    "1_0",
    "0x10",
    "9" * 30,
    "9" * 5000,
    "10.0.0.0/8",
    "10.0.0.1/8",
    "::1/64",
    "1.2.3.4",
    "true",
    "null",
    "a,b",
    "a=b",
    '{"a": ',
    '{"a":' * 5000,
    "<x>&amp;",
    "x" * 65,
    "x" * 129,
    "x" * 5000,
)
_NUMBERS = (0, -1, 1, 2**31, 2**63, 10**30, 10**400, 1.5, -0.0, 1e308)
_SCALARS = st.one_of(
    st.sampled_from(_TEXTS),
    st.sampled_from(_NUMBERS),
    st.booleans(),
    st.integers(),
    st.text(st.characters(), max_size=40),  # all code points, halves of surrogate pairs too
)
_KEYS = st.sampled_from(("", "a", "acs:a", "x" * 129, "{{ 1 }}", "\x00"))
_NESTED = st.recursive(
    st.none() | _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=4,
)
anything = st.one_of(_SCALARS, _NESTED)


class Option(NamedTuple):
    """`path`: its name; dots lead into a dictionary, or into each one of a list. `names`: what messages call it."""

    path: str
    names: tuple[str, ...]
    spec: Mapping[str, Any]


def options(spec: Mapping[str, Any], within: str = "") -> Iterator[Option]:
    """All options of an argument spec."""
    for name, one in spec.items():
        yield Option(within + name, (name, *one.get("aliases", ())), one)
        yield from options(one.get("options") or {}, f"{within}{name}.")


def values(option: Option, limits: list[contract.Parameter]) -> st.SearchStrategy[Any]:
    """What may be given for an option by mistake. `limits`: the contract's parameters that it is sent as."""
    strategies = [anything]
    beyond = [value for one in limits for value in _beyond(one)]
    if beyond:
        strategies.append(st.sampled_from(beyond))
    if option.spec["type"] == "list":
        strategies.append(st.lists(_SCALARS, max_size=25))
    return st.one_of(strategies)


def _beyond(parameter: contract.Parameter) -> Iterator[Any]:
    """Just outside of the limits, and at them."""
    if parameter.min is not None:
        yield from (parameter.min - 1, parameter.min)
    if parameter.max is not None:
        yield from (parameter.max, parameter.max + 1)
    if parameter.min_length:
        yield from ("x" * (parameter.min_length - 1), "x" * parameter.min_length)
    if parameter.max_length:
        yield from ("x" * parameter.max_length, "x" * (parameter.max_length + 1))
    for value in parameter.values:
        yield from (f"{value} ", str(value).swapcase())


def given(spec: Mapping[str, Any], task: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The options of a task with another value for one of them. `spec`: the argument spec."""
    name, _dot, rest = path.partition(".")
    if not rest:
        return {**task, name: value}
    within, inner = task.get(name), spec[name]["options"]
    if spec[name]["type"] == "list":
        first, *others = within or [{}]
        return {**task, name: [given(inner, first, rest, value), *others]}
    return {**task, name: given(inner, within or {}, rest, value)}


def has(task: Any, path: str) -> bool:
    """Whether the options of a task have a value for one of them."""
    for name in path.split("."):
        task = task[0] if isinstance(task, list) and task else task
        if not isinstance(task, Mapping) or task.get(name) is None:
            return False
        task = task[name]
    return True


def examples(few: int) -> Callable[[Test], Test]:
    """So many examples, always the same. With HYPOTHESIS_PROFILE=many, many and new ones at each run."""
    if os.environ.get("HYPOTHESIS_PROFILE") == "many":
        return _counted
    return settings(
        max_examples=few, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


def _counted(test: Test) -> Test:
    """A character for each example, in a file of the process in the folder that TRIED names: see tests/inputs.py."""
    inner = test.hypothesis.inner_test  # type: ignore[attr-defined]
    file = Path(os.environ[TRIED], f"{test.__module__}-{os.getpid()}") if TRIED in os.environ else Path(os.devnull)

    def counted(*given: Any, **options: Any) -> None:
        with file.open("a", encoding="utf-8") as tried:
            tried.write(".")
        inner(*given, **options)

    test.hypothesis.inner_test = counted  # type: ignore[attr-defined]
    return settings(settings.get_profile("many"))(test)
