# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs main() of a module in this process as Ansible does: with its arguments, and reads the printed result."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unittest import mock

from ansible.module_utils import basic
from ansible.module_utils.common import parameters, warnings

from tests.emulator.running import Running
from tests.support import site
from tests.support.case import Case
from tests.support.existing import Existing
from tests.support.regions import SINGLE_TUNNEL, is_dual, taking

try:
    from ansible.module_utils import _internal
    from ansible.module_utils._internal._json import _profiles
    from ansible.module_utils.testing import patch_module_args
except ImportError:  # before ansible-core 2.19
    _internal = None

    def patch_module_args(arguments: Mapping[str, Any]) -> contextlib.AbstractContextManager[Any]:
        text = json.dumps({"ANSIBLE_MODULE_ARGS": arguments})
        return mock.patch.object(basic, "_ANSIBLE_ARGS", text.encode())


# A module logs its arguments, and that is not for the log of the machine that runs the tests.
basic.HAS_SYSLOG = False
REGION = SINGLE_TUNNEL
_PACKAGE = "ansible_collections.alicloud.vpn.plugins.modules"


@dataclass(frozen=True)
class Ran:
    """The result of a task. `output`: everything that was printed, which Ansible reads and may log."""

    result: dict[str, Any]
    output: str

    def __getitem__(self, name: str) -> Any:
        return self.result[name]

    @property
    def failed(self) -> bool:
        return self.result.get("failed", False)

    @property
    def warnings(self) -> list[str]:
        """Their texts; newer versions of ansible-core return each with its origin."""
        given = self.result.get("warnings", [])
        return [text if isinstance(text, str) else text["event"]["msg"] for text in given]


def _no() -> bool:
    """A mock of this would take a twelfth of the time of each module."""
    return False


@contextlib.contextmanager
def _no_controller() -> Iterator[None]:
    """If parts of Ansible's controller are imported, a module prints its warnings instead of returning them, and its
    arguments may not have halves of surrogate pairs. Ansible keeps the answer to the second question."""
    if not _internal:
        yield
        return
    with (
        mock.patch.object(_internal, "is_controller", False),
        mock.patch.object(_profiles, "_string_encoding_check_enabled", _no),
    ):
        yield


def run(module: str, options: Mapping[str, Any], check: bool = False) -> Ran:
    """Raises AssertionError if the module prints anything except its result."""
    warnings._global_warnings.clear()
    warnings._global_deprecations.clear()
    arguments = {"_ansible_check_mode": check, "_ansible_diff": True, **options}
    if "inject_invocation" in parameters.PASS_VARS:  # before ansible-core 2.21 every result has the invocation
        arguments["_ansible_inject_invocation"] = True
    printed, complained = io.StringIO(), io.StringIO()
    with (
        _no_controller(),
        patch_module_args(arguments),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(complained),
        contextlib.suppress(SystemExit),
    ):
        importlib.import_module(f"{_PACKAGE}.{module}").main()
    output = printed.getvalue() + complained.getvalue()
    result = json.loads(printed.getvalue())
    assert complained.getvalue() == "", complained.getvalue()
    return Ran(result, output)


class Tasks:
    """Tasks against one emulator."""

    def __init__(self, emulator: Running) -> None:
        self.emulator = emulator
        self.existing = Existing(self._create, emulator.cloud.state.region(REGION))

    def __call__(self, module: str, check: bool = False, **options: Any) -> Ran:
        """Run a task that succeeds."""
        ran = self.attempt(module, check, **options)
        assert not ran.failed, ran["msg"]
        return ran

    def refused(self, module: str, check: bool = False, **options: Any) -> str:
        """Run a task that fails; returns its message."""
        ran = self.attempt(module, check, **options)
        assert ran.failed, ran.result
        return ran["msg"]

    def attempt(self, module: str, check: bool = False, **options: Any) -> Ran:
        given = {name: value for name, value in options.items() if value is not None}
        return run(module, {"endpoint": self.emulator.url, "region": REGION, **given}, check)

    @property
    def calls(self) -> list[str]:
        """Actions since the last call of this or of writes()."""
        actions = [entry["action"] for entry in self.emulator.log]
        self.emulator.clear_log()
        return actions

    def writes(self) -> list[str]:
        """Accepted writes since the last call of this or of calls."""
        accepted = [entry["action"] for entry in self.emulator.writes if entry["code"] is None]
        self.emulator.clear_log()
        return accepted

    def records(self, table: str) -> list[dict[str, Any]]:
        """The records of a table."""
        return list(self.emulator.cloud.state.region(REGION).table(table).values())

    def filled(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options of a case with IDs in place of <names>. What they refer to is created, and the region takes them:
        a case of gateways is dual-tunnel, those of other resources also need single-tunnel gateways."""
        options = self.existing.filled(options)
        if is_dual(options):
            self.emulator.cloud.set_tunnels(REGION, 2)
        self.emulator.clear_log()
        return options

    def _create(self, case: Case, options: dict[str, Any]) -> str:
        resource = case.resource
        with taking(self.emulator.cloud, REGION, options):
            shown = self(resource.name, **options)[resource.name]
        return shown[resource.id_option] if resource.identity.id else ""

    # --- shortcuts --------------------------------------------------------------------------------------------------

    def gateway(self, name: str = "hq", **more: Any) -> str:
        options = site.gateway(name, **more)
        with taking(self.emulator.cloud, REGION, options):
            return self("vpn_gateway", **options)["vpn_gateway"]["vpn_gateway_id"]

    def customer(self, name: str = "office", **more: Any) -> str:
        number = 10 + len(self.records("customer_gateways"))
        ran = self("customer_gateway", **site.customer(name, number, **more))
        return ran["customer_gateway"]["customer_gateway_id"]

    def connection(self, name: str = "hq-office", **more: Any) -> str:
        return self("vpn_connection", **site.connection(name, **more))["vpn_connection"]["vpn_connection_id"]

    def nameless_connection(self) -> str:
        """A connection without a name, which only the console can create."""
        created = self.connection("nameless", vpn_gateway=self.existing.id("hq-old"), remote_subnet=["192.168.77.0/24"])
        self.emulator.cloud.arrange("vpn_connections", created, Name="")
        return created

    def ssl_server(self, name: str = "hq-remote", **more: Any) -> str:
        return self("ssl_vpn_server", **site.ssl_server(name, **more))["ssl_vpn_server"]["ssl_vpn_server_id"]

    def diagnosis(self) -> str:
        """The ID of a diagnosis of hq-office, which is finished."""
        ran = self("vpn_gateway_diagnosis", vpn_connection=self.existing.id("hq-office"))
        return ran["vpn_gateway_diagnosis"]["diagnose_id"]

    def site(self) -> dict[str, str]:
        """Create hq, office and hq-office; returns their IDs."""
        return {"hq": self.gateway(), "office": self.customer(), "hq-office": self.connection()}
