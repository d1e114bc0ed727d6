# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every secret is marked, one ansible-runner job runs all modules, and none of the marks is in anything that it leaves:
output at -vvvv, results, diffs, log, events, inventory, cache, temporary files, process list, URLs, access log.

The tasks succeed, are in check mode, are refused by a service that quotes them, have a wrong option or one that does
not exist, and reach nobody; within Ansible, and in processes of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from tests.component.modules.marked import (
    MODULES,
    Keys,
    Marks,
    given,
    has_secrets,
    held,
    helper,
    others,
    quoting,
    unsigned,
)
from tests.emulator.messages import Request, Response
from tests.emulator.running import Running, running
from tests.emulator.state import State
from tests.support.base_tasks import world
from tests.support.play import environment
from tests.support.tasks import REGION

# Those with secrets of their own are also run in a process of their own.
SHIPPED = ("customer_gateway", "vpn_connection", "ipsec_server")
NOBODY = "http://127.0.0.1:1"
_NOTHING: dict[str, Any] = {}
PLAYBOOK = """
- hosts: modules
  gather_facts: false
  strategy: free
  # A file for each host: Ansible reads it again for every task.
  vars_files: ["{{ tasks }}_options.yml"]
  tasks:
    - ansible.builtin.include_tasks: "{{ tasks }}.yml"
- hosts: all_vpn_gateways
  gather_facts: false
  tasks:
    - ansible.builtin.debug: {var: "hostvars[inventory_hostname]"}
      delegate_to: localhost
"""


@dataclass(frozen=True)
class Swept:
    """What a job wrote, by the name of the file or what it stands for; `reached`: the secrets that clouds hold."""

    marks: Marks
    written: dict[str, str]
    reached: set[str]
    hosts: set[str]

    def text(self, beginning: str) -> str:
        """The files in a folder."""
        return "".join(text for name, text in self.written.items() if name.startswith(beginning))

    @property
    def events(self) -> list[dict[str, Any]]:
        """Those of ansible-runner, in their order."""
        found = [json.loads(text) for name, text in self.written.items() if "job_events/" in name]
        return sorted(found, key=lambda event: int(event["counter"]))


def _watched(process: subprocess.Popen[str]) -> str:
    """The words and the environment of a process and of those that it starts, as long as it runs."""
    lines: set[str] = set()
    while process.poll() is None:
        lines |= set(_family(process.pid))
        time.sleep(0.1)
    return "\n".join(lines)


def _family(number: int) -> Iterator[str]:
    with suppress(OSError):  # it may have ended
        folder = Path("/proc", str(number))
        yield from ((folder / name).read_text(encoding="utf-8", errors="replace") for name in ("cmdline", "environ"))
        for child in (folder / "task" / str(number) / "children").read_text(encoding="utf-8").split():
            yield from _family(int(child))


class _Job:
    """The private data of an ansible-runner job; `given` is what holds secrets on purpose."""

    def __init__(self, folder: Path) -> None:
        self.given, self.home, self.data = folder / "given", folder / "home", folder / "data"
        for part in (self.given, self.home, self.data, folder / "tmp", self.data / "inventory"):
            part.mkdir(parents=True)
        self.folder = folder
        self.hosts: dict[str, dict[str, Any]] = {}

    def add(self, name: str, steps: list[tuple[str, dict[str, Any], dict[str, Any]]], **variables: Any) -> None:
        """A host with tasks: each is a module, its options, and the task's other keywords."""
        tasks: list[dict[str, Any]] = []
        secrets: dict[str, dict[str, Any]] = {}
        for number, (module, options, keywords) in enumerate(steps):
            secrets[f"options_{number}"] = options
            task = {f"alicloud.vpn.{module}": f"{{{{ options_{number} }}}}", "name": f"{name} {number}"}
            tasks.append({**task, "register": f"result_{number}", "ignore_errors": True, **keywords})
        results = ", ".join(f"result_{number}" for number in range(len(steps)))
        tasks.append({"ansible.builtin.debug": {"msg": f"{{{{ [{results}] }}}}"}})
        (self.given / f"{name}.yml").write_text(json.dumps(tasks), encoding="utf-8")
        (self.given / f"{name}_options.yml").write_text(json.dumps(secrets), encoding="utf-8")
        self.hosts[name] = {"tasks": name, **variables}

    def run(self, keys: Keys, url: str) -> tuple[str, str]:
        """Run it; returns its output, and what the process list showed."""
        (self.given / "play.yml").write_text(PLAYBOOK, encoding="utf-8")
        common = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        group = {"modules": {"hosts": self.hosts, "vars": common}}
        (self.given / "hosts.yml").write_text(yaml.safe_dump({"all": {"children": group}}), encoding="utf-8")
        source = {
            "plugin": "alicloud.vpn.vpn_gateways",
            "endpoint": url,
            "regions": [REGION],
            **keys.options["options"],
        }
        source |= {"include_connections": True, "groups": {"all_vpn_gateways": "true"}}
        source |= {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": f"{self.home}/cache"}
        (self.given / "x.alicloud_vpn.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
        temporary = str(self.folder / "tmp")
        variables = environment(
            url,
            ALIBABA_CLOUD_ACCESS_KEY_ID="",
            ALIBABA_CLOUD_ACCESS_KEY_SECRET="",
            ALIBABA_CLOUD_CREDENTIALS_FILE=str(keys.profiles),
            ALIBABA_CLOUD_ENDPOINT_STS=url,
            ANSIBLE_INJECT_INVOCATION="true",  # before ansible-core 2.21 every result has the options
            ANSIBLE_INTERNAL_POLL_INTERVAL="0.02",
            ANSIBLE_LOCAL_TEMP=temporary,
            ANSIBLE_LOG_PATH=str(self.home / "log"),
            ANSIBLE_PIPELINING="0",
            ANSIBLE_REMOTE_TEMP=temporary,
            HOME=str(self.home),
            PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            TMPDIR=temporary,
        )
        del variables["ANSIBLE_STDOUT_CALLBACK"]  # ansible-runner has its own
        command = [sys.executable, "-m", "ansible_runner", "run", str(self.data), "-p", str(self.given / "play.yml")]
        words = f"-vvvv --diff -f 4 -i {self.given}/hosts.yml -i {self.given}/x.alicloud_vpn.yml"
        command += ["--project-dir", str(self.given), "--ident", "1", f"--cmdline={words}"]
        output = self.home / "output"
        with output.open("w", encoding="utf-8") as file:
            shown = _watched(subprocess.Popen(command, env=variables, stdout=file, stderr=file, text=True))
        return output.read_text(encoding="utf-8"), shown

    def files(self) -> dict[str, str]:
        """What the job has written."""
        found = [file for name in ("home", "data", "tmp") for file in (self.folder / name).rglob("*")]
        return {
            str(file.relative_to(self.folder)): file.read_text(encoding="utf-8", errors="replace")
            for file in found
            if file.is_file()
        }


class _Sweep:
    """A cloud for each module, in the same state, so that no task depends on another module's; one that refuses writes,
    one that refuses signatures, and one where the keys are from."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.marks, self.job, self.urls = Marks(), _Job(folder), list[str]()
        with world(str(home)) as built:
            self._state = held(built.emulator.cloud.state.to_json(), self.marks)
            self._wanted = {
                module: (given(built, module, self.marks), list(others(built, module, self.marks)))
                for module in MODULES
            }

    def run(self) -> Swept:
        with ExitStack() as stack:
            clouds = [stack.enter_context(self._cloud()) for _module in MODULES]
            refusing, signing, plain = (stack.enter_context(self._cloud()) for _number in range(3))
            refusing.cloud.handle = quoting(refusing.cloud, refusing.cloud.handle)  # type: ignore[method-assign]
            signing.cloud.handle = unsigned  # type: ignore[method-assign]
            plain.cloud.handle = helper(plain.cloud, plain.cloud.handle)  # type: ignore[method-assign]
            keys = Keys(self.job.given, plain.cloud, plain.url, self.marks)
            for cloud in (*clouds, refusing):
                for key in plain.cloud.keys:
                    cloud.cloud.keys.add(key)
            for module, cloud in zip(MODULES, clouds):
                self._add(module, keys.options["options"], (cloud.url, signing.url, refusing.url))
            for kind, options in keys.options.items():
                calls = [{"region": REGION, "endpoint": url, "retry_timeout": 0} for url in _ends(plain, signing)]
                self.job.add(f"key_{kind}", [("customer_gateway_info", {**options, **call}, {}) for call in calls])
            output, processes = self.job.run(keys, plain.url)
            self._issued(plain)
            logs = [entry for cloud in (*clouds, refusing, signing, plain) for entry in cloud.log]
            reached = {what for cloud in clouds for what in self.marks.found(cloud.cloud.state.to_json())}
        written = {"output": output, "processes": processes, "URLs": "\n".join(self.urls), "log": json.dumps(logs)}
        return Swept(self.marks, {**written, **self.job.files()}, reached, set(self.job.hosts))

    @contextmanager
    def _cloud(self) -> Iterator[Running]:
        """A cloud in that state, of which the URLs are kept."""
        with running(state=State.from_json(self._state)) as cloud:
            handle = cloud.cloud.handle

            def noting(request: Request) -> Response:
                self.urls.append("&".join(f"{name}={value}" for name, value in request.query))
                return handle(request)

            cloud.cloud.handle = noting  # type: ignore[method-assign]
            yield cloud

    def _add(self, module: str, key: dict[str, Any], urls: tuple[str, str, str]) -> None:
        """The tasks of a module."""
        options, more = self._wanted[module]
        here = {"region": REGION, **key, **options}
        done, unsigned_one, refused = ((module, {**here, "endpoint": url}, _NOTHING) for url in urls)
        steps = [done, unsigned_one]
        if not module.endswith("_info"):
            steps = [(*done[:2], {"check_mode": True}), *steps, refused]
        if has_secrets(module):
            wrong = (module, {**done[1], "timeout": "soon"}, _NOTHING)
            unknown = (module, {**done[1], "secret": self.marks.new("an option that does not exist")}, _NOTHING)
            dead = (module, {**done[1], "endpoint": NOBODY, "retry_timeout": 0}, _NOTHING)
            steps += [wrong, unknown, dead, *((module, {**done[1], **others}, _NOTHING) for others in more)]
            if module in SHIPPED:
                self.job.add(f"shipped_{module}", [done, refused, wrong, unknown], alicloud_vpn_in_process=False)
        self.job.add(module, steps)

    def _issued(self, cloud: Running) -> None:
        """The keys that the service gave out are secrets as well."""
        for key in cloud.cloud.keys:
            if key.token and key.token not in self.marks.known:
                self.marks.known |= {key.secret: "an issued secret", key.token: "an issued token"}


def _ends(*clouds: Running) -> list[str]:
    return [*(cloud.url for cloud in clouds), NOBODY]


@pytest.fixture(scope="module")
def swept(unmeasured: None, tmp_path_factory: pytest.TempPathFactory) -> Swept:
    return _Sweep(tmp_path_factory.mktemp("sweep"), tmp_path_factory.mktemp("home")).run()


def test_no_secret_is_anywhere(swept: Swept) -> None:
    shown = {name: found for name, text in swept.written.items() if (found := swept.marks.found(unquote(text)))}
    assert shown == {}


def test_every_module_succeeds_and_fails(swept: Swept) -> None:
    """A sign for each task: every host begins with a success, and has failures."""
    signs: dict[str, str] = {}
    for event in swept.events:
        data = event.get("event_data", {})
        if event["event"] in ("runner_on_ok", "runner_on_failed") and re.fullmatch(
            rf"{data['host']} [0-9]+", data["task"]
        ):
            signs[data["host"]] = signs.get(data["host"], "") + ("+" if event["event"] == "runner_on_ok" else "-")
    assert {host for host, text in signs.items() if text[0] == "+" and "-" in text} == swept.hosts


def test_the_secrets_were_where_they_belong(swept: Swept) -> None:
    """In the cloud. What else is looked at was written too."""
    assert swept.reached >= {
        *("customer_gateway: auth_key", "ipsec_server: psk", "vpn_connection: ike_config.psk"),
        *("vpn_attachment: tunnels.ike_config.psk", "vpn_topology: sites.vpn_connection.ike_config.psk"),
        *("AuthKey in the cloud", "ClientKey in the cloud", "Psk in the cloud"),
    }
    assert {"an issued token", "the token of an identity provider", "sts_token"} <= set(swept.marks.known.values())
    assert "AnsiballZ" in swept.written["processes"]
    assert "DescribeCustomerGateways" in swept.written["URLs"]
    assert "hq-office" in swept.text("home/cache/")
    assert "runs within Ansible" in swept.text("home/log")


def test_nothing_is_left_in_the_folders_for_temporary_files(swept: Swept) -> None:
    assert swept.text("tmp/") == ""
