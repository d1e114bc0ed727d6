# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a playbook of this repository with the Ansible of this Python, and follow it task by task."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NoReturn, Protocol

from tests.support import tree
from tests.support.regions import SINGLE_TUNNEL

REPOSITORY = tree.ROOT
PLAYBOOK = REPOSITORY / "playbooks" / "site_to_site.yml"
EXAMPLE = REPOSITORY / "playbooks" / "vars" / "example_site.yml"
PSK_VARIABLE = "SITE_TO_SITE_PSK"
_CALLBACKS = Path(__file__).parent / "callbacks"
_SETTINGS = Path(__file__).with_name("ansible.cfg")
_BYTECODE = Path(__file__).parent / "bytecode"


@dataclass
class Run:
    """What a playbook did. `tasks` are the events of tests/support/callbacks/events.py."""

    status: int = 0
    seconds: float = 0.0
    tasks: list[dict[str, Any]] = field(default_factory=list)
    stats: dict[str, dict[str, int]] = field(default_factory=dict)
    output: str = ""

    @property
    def changed(self) -> int:
        return sum(host["changed"] for host in self.stats.values())

    @property
    def site(self) -> dict[str, Any]:
        """The fact site_to_site_result."""
        facts = [task["result"].get("ansible_facts", {}) for task in self.tasks]
        return next(each["site_to_site_result"] for each in facts if "site_to_site_result" in each)

    @property
    def failure(self) -> str:
        """The message of the task that failed, and what Ansible itself had to say."""
        return "\n".join([*self.failures.values(), self.output]).strip()

    @property
    def failures(self) -> dict[str, str]:
        """The messages of the tasks that failed, by host."""
        messages: dict[str, list[str]] = {}
        for task in self.tasks:
            if task["outcome"] == "failed":
                # A loop has a message for each item.
                items = [item for item in task["result"].get("results", []) if "msg" in item]
                found = [str(result.get("msg")) for result in (task["result"], *items)]
                messages.setdefault(task["host"], []).extend(found)
        return {host: "\n".join(found) for host, found in messages.items()}


class Process(Protocol):
    """What is used of a subprocess.Popen."""

    pid: int

    @property
    def stdout(self) -> IO[str] | None:
        """What it writes."""

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has one."""


def command(*arguments: str, playbook: Path = PLAYBOOK) -> list[str]:
    return [str(Path(sys.executable).with_name("ansible-playbook")), str(playbook), *arguments]


def environment(url: str, **more: str) -> dict[str, str]:
    """Everything that the playbook is told from outside; nothing of the account of whoever runs this."""
    left_out = ("ANSIBLE_", "ALI", "PYTHONDONTWRITEBYTECODE")
    own = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {
        **own,
        **kept(own.get("PYTHONPATH", "")),
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "testid",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "testsecret",
        "ALIBABA_CLOUD_REGION_ID": SINGLE_TUNNEL,
        "ALIBABA_CLOUD_ENDPOINT_VPC": url,
        "ANSIBLE_CALLBACK_PLUGINS": str(_CALLBACKS),
        "ANSIBLE_CONFIG": str(_SETTINGS),
        "ANSIBLE_COLLECTIONS_PATH": str(tree.ensure()),
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_STDOUT_CALLBACK": "events",
        **more,
    }


def kept(python_path: str) -> dict[str, str]:
    """The variables by which modules are compiled once, and packed once by all playbooks that this process runs.

    See bytecode/sitecustomize.py and callbacks/events.py."""
    bytecode = tree.BUILD / "bytecode"
    bytecode.mkdir(parents=True, exist_ok=True)
    return {
        "MODULE_BYTECODE": str(bytecode),
        "MODULE_PACKAGES": _packages().name,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_BYTECODE), python_path])),
    }


@cache
def _packages() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="modules.", dir=tree.BUILD)


def play(
    url: str,
    *arguments: str,
    playbook: Path = PLAYBOOK,
    variables: Mapping[str, str] | None = None,
    follow: Callable[[dict[str, Any]], None] = lambda task: None,
    hear: Callable[[str], None] = lambda line: None,
) -> Run:
    """Run a playbook to its end; `follow` gets each task when it ends, `hear` each line that is something else.
    `variables` go into its environment."""
    run = Run()
    begun = time.monotonic()
    process = launch(command(*arguments, playbook=playbook), environment(url, **(variables or {})))
    try:
        for line in process.stdout or ():
            _take(run, line, follow, hear)
        run.status = process.wait()
    finally:
        stop(process)
    run.seconds = time.monotonic() - begun
    return run


class Launch(Protocol):
    def __call__(self, arguments: Sequence[str], variables: Mapping[str, str], folder: Path = REPOSITORY, /) -> Process:
        """How a command starts with these environment variables, in a folder."""


def start(arguments: Sequence[str], variables: Mapping[str, str], folder: Path = REPOSITORY) -> subprocess.Popen[str]:
    """In a session of its own: an interrupt at the terminal reaches us, and we pass it on."""
    return subprocess.Popen(
        arguments,
        cwd=folder,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


# How play() starts a playbook; tests put something faster in its place: see warm.py.
launch: Launch = start


def leave(number: int, frame: object) -> NoReturn:
    """For SIGTERM: go through all that has to be ended."""
    raise SystemExit(128 + number)


def stop(process: Process) -> None:
    """End a process and its children, if it still runs."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        with suppress(ProcessLookupError):  # no child has outlived it
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdout:
        process.stdout.close()


def _take(run: Run, line: str, follow: Callable[[dict[str, Any]], None], hear: Callable[[str], None]) -> None:
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        run.output += line
        hear(line)
    elif "stats" in event:
        run.stats = event["stats"]
    elif "task" in event:
        run.tasks.append(event)
        follow(event)
