# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a module runs within Ansible, and that it leaves nothing behind there. tests/component/modules/test_examples.py
compares the results."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible import constants
from ansible.errors import AnsibleActionFail

from ansible_collections.alicloud.vpn.plugins.action import vpn_gateway as action
from ansible_collections.alicloud.vpn.plugins.module_utils._engine import progress
from ansible_collections.alicloud.vpn.plugins.modules import customer_gateway, customer_gateway_info
from ansible_collections.alicloud.vpn.plugins.plugin_utils import _in_process
from tests.support.tasks import REGION, Tasks

MODULE = customer_gateway.__name__


class _Templar:
    def template(self, value: Any) -> Any:
        return value


class _Action(action.ActionModule):
    """Without what Ansible makes around a task."""

    def __init__(self, variables: dict[str, Any], connection: dict[str, Any], task: dict[str, Any]) -> None:
        self.variables = variables
        self._templar = _Templar()
        self._connection = SimpleNamespace(
            **{
                "transport": "local",
                "become": None,
                "_shell": SimpleNamespace(env_prefix=lambda **_given: ""),
                **connection,
            }
        )
        self._task = SimpleNamespace(**{"async_val": 0, "environment": None, "delegate_to": None, "args": {}, **task})

    def why_shipped(self) -> str:
        return self._why_shipped(self.variables)


def _why_shipped(variables: Any = None, connection: Any = None, **task: Any) -> str:
    return _Action(variables or {}, connection or {}, task).why_shipped()


class TestWhereAModuleRuns:
    @pytest.mark.parametrize(
        "variables",
        [
            {},
            {"alicloud_vpn_in_process": "yes"},
            {"ansible_python_interpreter": sys.executable},
            {"ansible_python_interpreter": "auto_silent"},
        ],
    )
    def test_within_ansible(self, variables: dict[str, Any]) -> None:
        assert not _why_shipped(variables, environment=[{}, None])

    @pytest.mark.parametrize("off", [False, "no", "false", 0])
    def test_not_if_the_variable_is_false(self, off: Any) -> None:
        assert "alicloud_vpn_in_process is false" in _why_shipped({"alicloud_vpn_in_process": off})

    def test_the_variable_is_checked(self) -> None:
        with pytest.raises(AnsibleActionFail, match="alicloud_vpn_in_process: 'perhaps' is not allowed; allowed: true"):
            _why_shipped({"alicloud_vpn_in_process": "perhaps"})

    @pytest.mark.parametrize(
        ("reason", "given"),
        [
            ("another machine", {"connection": {"transport": "ssh"}}),
            ("another user", {"connection": {"become": object()}}),
            ("background", {"async_val": 60}),
            ("another environment", {"environment": [{"https_proxy": "http://proxy"}]}),
            ("another Python", {"variables": {"ansible_python_interpreter": "/opt/another/bin/python"}}),
            (
                "another Python",
                {
                    "variables": {
                        "ansible_delegated_vars": {"it": {"ansible_python_interpreter": "/opt/a/bin/python"}}
                    },
                    "delegate_to": "it",
                },
            ),
        ],
    )
    def test_in_a_process_of_its_own(self, reason: str, given: dict[str, Any]) -> None:
        assert reason in _why_shipped(**given)

    def test_a_link_to_python_is_another_environment(self, tmp_path: Path) -> None:
        link = tmp_path / "python"
        link.symlink_to(os.path.realpath(sys.executable))
        assert "another Python" in _why_shipped({"ansible_python_interpreter": str(link)})

    def test_a_second_name_of_python_is_the_same(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("python", "python3"):
            (tmp_path / name).symlink_to(os.path.realpath(sys.executable))
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
        (tmp_path / "link").symlink_to(tmp_path)
        for name in ("python3", "link/python"):
            assert not _why_shipped({"ansible_python_interpreter": str(tmp_path / name)})

    @pytest.mark.parametrize(
        ("library", "options", "shipped"),
        [("requests", {}, True), ("jmespath", {"query": "[]"}, True), ("jmespath", {}, False)],
    )
    def test_not_without_the_libraries(
        self, library: str, options: dict[str, str], shipped: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(action, "find_spec", lambda name: None if name == library else object())
        assert bool(_why_shipped(args=options)) is shipped

    def test_not_if_its_files_are_to_be_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(constants, "DEFAULT_KEEP_REMOTE_FILES", True)
        assert "leaves its files" in _why_shipped()

    def test_not_with_an_ansible_core_that_is_not_tested(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert _in_process.SUPPORTED
        monkeypatch.setattr(_in_process, "SUPPORTED", False)
        assert "another version" in _why_shipped()


def _main(folder: Path, options: dict[str, Any] | None = None, module: str = MODULE) -> dict[str, Any]:
    return _in_process.run(module, _in_process.encoded(options or {}), str(folder), _nobody)


def _nobody(text: str) -> None:
    pytest.fail(f"nothing is told, but {text}")


def _run(options: dict[str, Any], folder: Path, module: str = MODULE) -> tuple[int, dict[str, Any], str]:
    ran = _main(folder, options, module)
    return ran["rc"], json.loads(ran["stdout"] or "null"), ran["stderr"]


class TestProgress:
    @pytest.fixture
    def shown(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        lines: list[str] = []
        monkeypatch.setattr(action.display, "display", lines.append)
        monkeypatch.setattr(customer_gateway, "main", lambda: progress.tell("[hq] half of it"))
        return lines

    def _act(self, folder: Path, **task: Any) -> None:
        it = _Action({}, {}, task)
        it._here, it._module, it._arguments = True, MODULE, _in_process.encoded({})
        it._loader = SimpleNamespace(get_basedir=lambda: str(folder))
        it._low_level_execute_command("")

    def test_what_a_module_tells_is_shown(self, shown: list[str], tmp_path: Path) -> None:
        self._act(tmp_path, no_log=False)
        progress.tell("nobody listens any more")
        assert shown == ["[hq] half of it"]

    def test_not_if_the_task_logs_nothing(self, shown: list[str], tmp_path: Path) -> None:
        self._act(tmp_path, no_log=True)
        assert shown == []


class TestWhatIsLeftBehind:
    def test_the_result_is_what_the_module_prints(self, tasks: Tasks, tmp_path: Path) -> None:
        options = {
            "endpoint": tasks.emulator.url,
            "region": REGION,
            "name": "office",
            "ip_address": "203.0.113.9",
        }
        status, result, errors = _run(options, tmp_path)
        assert (status, result["changed"], errors) == (0, True, "")
        assert tasks.records("customer_gateways")[0]["Name"] == "office"

    def test_a_change_made_elsewhere_is_seen_by_the_next_task(self, tasks: Tasks, tmp_path: Path) -> None:
        """Neither the session nor what a name stands for is kept."""
        common = {"endpoint": tasks.emulator.url, "region": REGION}
        office = {**common, "name": "office", "ip_address": "203.0.113.9"}
        assert [_run(office, tmp_path)[1]["changed"] for _time in range(2)] == [True, False]
        (record,) = tasks.records("customer_gateways")
        record["Name"] = "theirs"
        assert "named 'theirs'" in _run(office, tmp_path)[1]["msg"]
        tasks.emulator.cloud.state.region(REGION).table("customer_gateways").clear()
        assert _run(office, tmp_path)[1]["changed"]

    def test_credentials_are_read_anew_by_the_next_task(
        self, tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        options = {"endpoint": tasks.emulator.url, "region": REGION}
        assert "failed" not in _run(options, tmp_path, customer_gateway_info.__name__)[1]
        monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "another")
        assert _run(options, tmp_path, customer_gateway_info.__name__)[1]["failed"]

    def test_a_refusal(self, tmp_path: Path) -> None:
        status, result, errors = _run({"name": "office", "ip_address": "127.0.0.1"}, tmp_path)
        assert (status, result["failed"], errors) == (1, True, "")

    def test_a_crash_is_a_failed_module(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash() -> None:
            print("noise")
            raise RecursionError("too deep")

        monkeypatch.setattr(customer_gateway, "main", crash)
        ran = _main(tmp_path)
        assert ran["rc"] == 1
        assert '"failed": true' in ran["stdout"] or "RecursionError: too deep" in ran["stderr"]
        assert "too deep" in ran["stdout"] + ran["stderr"]

    def test_a_timeout_of_the_task_ends_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Timeout(BaseException):
            """As Ansible raises it."""

        def wait() -> None:
            raise Timeout

        monkeypatch.setattr(customer_gateway, "main", wait)
        with pytest.raises(Timeout):
            _main(tmp_path)
        assert os.getcwd() != str(tmp_path)

    def test_warnings_are_those_of_one_module(self, tasks: Tasks, tmp_path: Path) -> None:
        common = {"endpoint": tasks.emulator.url, "region": REGION}
        warned = _run({**common, "region_id": REGION}, tmp_path, customer_gateway_info.__name__)[1]
        assert "alias region_id" in str(warned["warnings"])
        assert "warnings" not in _run(common, tmp_path, customer_gateway_info.__name__)[1]

    def test_it_runs_in_the_folder_of_the_playbook(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(customer_gateway, "main", lambda: print(os.getcwd()))
        before = os.getcwd()
        assert _main(tmp_path)["stdout"].strip() == str(tmp_path)
        assert os.getcwd() == before

    def test_nothing_is_written_to_the_log_of_the_system(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        logged: list[str] = []
        monkeypatch.setattr(
            "ansible.module_utils.basic.AnsibleModule.log", lambda self, msg, **more: logged.append(msg)
        )
        _run({"name": "office", "ip_address": "127.0.0.1"}, tmp_path)
        assert logged == []


def test_a_text_that_is_no_utf8_is_refused_by_the_module(tmp_path: Path) -> None:
    """In the process of the controller, ansible-core itself would end the module with a traceback."""
    ran = _main(tmp_path, {"region": REGION, "names": ["\udcff"]}, customer_gateway_info.__name__)
    assert "names[1]: the character U+DCFF is not allowed" in json.loads(ran["stdout"])["msg"]
