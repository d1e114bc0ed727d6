# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes whose time and memory are measured, with the settings of somebody who has just installed the collection."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import tree
from tests.support.play import environment

# What the tests do to be quicker, and what their runner reads.
_OF_TESTS = ("ANSIBLE_CALLBACK_PLUGINS", "ANSIBLE_STDOUT_CALLBACK", "MODULE_BYTECODE", "MODULE_PACKAGES", "PYTHONPATH")


_SETTINGS = Path(__file__).with_name("ansible.cfg")
_STARTER = Path(__file__).with_name("starter.py")


@dataclass(frozen=True)
class Used:
    """By a process and its children: seconds by the clock and of a processor, and the most memory of one of them, in
    MiB."""

    seconds: float
    cpu: float
    memory: float = 0.0
    output: str = ""


def variables(url: str, **more: str) -> dict[str, str]:
    """The environment of a process."""
    given = {name: value for name, value in environment(url).items() if name not in _OF_TESTS}
    return {**given, "ANSIBLE_CONFIG": str(_SETTINGS), "ANSIBLE_NOCOLOR": "1", **more}


def run(command: Sequence[str], told: Mapping[str, str], given: bytes = b"") -> Used:
    """Run a command to its end. Raises RuntimeError with its output if it fails."""
    reading, writing = os.pipe()
    with open(reading, encoding="utf-8") as report, open(writing, "wb"):
        done = subprocess.run(
            [sys.executable, "-S", "-E", str(_STARTER), str(writing), *command],
            cwd=tree.ROOT,
            env=dict(told),
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(writing,),
            check=True,
        )
        text = done.stdout.decode()
        seconds, cpu, memory, status = json.loads(os.read(report.fileno(), 1000))
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with status {status}:\n{text[-2000:]}")
    return Used(seconds, cpu, memory / 1024, text)


def program(name: str) -> str:
    """A program of the environment that runs this."""
    return str(Path(sys.executable).with_name(name))


def in_turns(works: Mapping[str, Callable[[], Used]], runs: int) -> dict[str, Used]:
    """The medians of each work. They take turns, so that what disturbs the machine for a while disturbs all of them."""
    found: dict[str, list[Used]] = {name: [] for name in works}
    for _turn in range(runs):
        for name, work in works.items():
            found[name].append(work())
    return {name: middle(used) for name, used in found.items()}


def middle(used: Sequence[Used]) -> Used:
    """The median of each figure."""
    return Used(
        median(one.seconds for one in used),
        median(one.cpu for one in used),
        median(one.memory for one in used),
        used[-1].output,
    )


def median(values: Iterable[Any]) -> float:
    return float(statistics.median(values))
