# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of every module, run by ansible-playbook: in check mode first, then for real."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator import readings
from tests.emulator.dataplane.link import Link
from tests.emulator.running import running
from tests.support import tree
from tests.support.documentation import constant
from tests.support.seeded import created_by, seed

MODULES = sorted(path for path in (tree.ROOT / "plugins" / "modules").glob("[!_]*.py"))
NAMES = [path.stem for path in MODULES]
TEXTS = {path.stem: constant(path, "EXAMPLES") for path in MODULES}
# Variables that a reader keeps in a vault.
VARIABLES = {name: f"S3cret-of-{name}" for text in TEXTS.values() for name in re.findall(r"{{ (\w+_psk) }}", text)}
# Info modules do the same in check mode.
CHANGING = [name for name in NAMES if not name.endswith("_info")]
RUNS = {"predicted": CHANGING, "done": NAMES}
REGION = "cn-hangzhou"
PLAYBOOK = """
- hosts: {run}
  gather_facts: false
  strategy: free
  check_mode: {check}
  module_defaults:
    group/alicloud.vpn.all: {{endpoint: "{{{{ endpoint }}}}", region: "{{{{ region }}}}"}}
  tasks:
    - ansible.builtin.include_tasks: "{{{{ module }}}}.yml"
"""


class _Devices:
    """In place of a data plane: every connection has a configured device at its other end."""

    def __init__(self) -> None:
        self._told: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self.send({"number": 0, "tunnels": {}})

    def send(self, message: Mapping[str, Any]) -> None:
        self._told.put(message)

    def reports(self) -> Iterator[dict[str, Any]]:
        while (wanted := self._told.get()) is not None:
            tunnels = dict.fromkeys(wanted["tunnels"], "ipsec_sa_established")
            yield {"number": wanted["number"], "tunnels": tunnels, "probes": {}, "ssl_servers": {}}

    def end(self) -> None:
        self._told.put(None)


def _inventory(urls: Mapping[tuple[str, str], str], runs: Mapping[str, list[str]]) -> dict[str, object]:
    common = {
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
        "region": REGION,
        **VARIABLES,
    }
    groups = {
        run: {"hosts": {f"{run}-{name}": {"module": name, "endpoint": urls[run, name]} for name in names}}
        for run, names in runs.items()
    }
    return {"all": {"vars": common, "children": groups}}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The output of one ansible-playbook run for all of them. Each module has a cloud for each play."""
    return _output(tmp_path_factory.mktemp("examples"), RUNS)


@pytest.fixture(scope="module")
def output_of_other_readings(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same where the service does everything else that no source excludes, for modules that change something."""
    return _output(tmp_path_factory.mktemp("examples"), {"done": CHANGING}, readings.others())


def _output(folder: Path, runs: Mapping[str, list[str]], rules: Sequence[str] = ()) -> str:
    for path in MODULES:
        (folder / f"{path.stem}.yml").write_text(TEXTS[path.stem], encoding="utf-8")
    plays = [PLAYBOOK.format(run=run, check=str(run == "predicted").lower()) for run in runs]
    (folder / "play.yml").write_text("\n".join(plays), encoding="utf-8")
    with ExitStack() as clouds:
        urls = {}
        for run, name in [(run, name) for run, names in runs.items() for name in names]:
            emulator = clouds.enter_context(running(reading=rules, dataplane=Link(_Devices())))
            own = created_by(name, TEXTS[name]) if run == "done" else frozenset()
            seed(emulator.cloud, REGION, TEXTS[name], without=own)
            urls[run, name] = emulator.url
        (folder / "hosts.yml").write_text(yaml.safe_dump(_inventory(urls, runs)), encoding="utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "ALI"))},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "ANSIBLE_COLLECTIONS_PATH": str(tree.ensure()),
            "ANSIBLE_LOCAL_TEMP": str(folder / "local"),
            "ANSIBLE_REMOTE_TEMP": str(folder / "remote"),
            "ANSIBLE_PIPELINING": "1",
            "ANSIBLE_FORKS": "4",
            "ANSIBLE_INTERNAL_POLL_INTERVAL": "0.01",
            "ANSIBLE_NOCOLOR": "1",
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "testid",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "testsecret",
        }
        command = ["ansible-playbook", "-i", str(folder / "hosts.yml"), str(folder / "play.yml")]
        ran = subprocess.run(
            command, env=environment, cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
        return ran.stdout + ran.stderr


@pytest.mark.parametrize(("run", "name"), [(run, name) for run, names in RUNS.items() for name in names])
def test_examples(output: str, run: str, name: str) -> None:
    _check(output, run, name)


@pytest.mark.parametrize("name", CHANGING)
def test_examples_under_other_readings(output_of_other_readings: str, name: str) -> None:
    _check(output_of_other_readings, "done", name)


def _check(output: str, run: str, name: str) -> None:
    host = f"{run}-{name}"
    recap = re.search(rf"^{host} +: ok=(\d+) .*unreachable=0 +failed=0 ", output, re.MULTILINE)
    said = "\n".join(line for line in output.splitlines() if f"[{host}]" in line)
    assert recap, said or output[-2000:]
    assert int(recap[1]) == len(yaml.safe_load(TEXTS[name])) + 1


@pytest.mark.parametrize("variable", VARIABLES)
def test_keys_are_not_shown(output: str, variable: str) -> None:
    assert VARIABLES[variable] not in output
