# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many calls a task takes in accounts of several sizes. They are counted, so they are the same at each run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

import pytest

from tests.emulator.quotas import QUOTAS
from tests.support.case import Case
from tests.support.cases import CASES
from tests.support.fakes import FakeClock
from tests.support.in_process import serve
from tests.support.tasks import REGION, Tasks

Counts = dict[tuple[str, str], dict[str, int]]

_TWO_DAYS = 2 * 86400
# Texts by which the resources of a kind differ, and the tables that some of them refer to.
_OWN = (
    *("CertificateId", "CustomerGatewayId", "IpAddress", "IpsecServerId", "IpsecServerName", "Name"),
    *("SslVpnClientCertId", "SslVpnServerId", "VpcId", "VpnConnectionId", "VpnGatewayId", "VpnInstanceId"),
)
_PARENTS = ("customer_gateways", "ssl_vpn_servers", "vpn_gateways")


def counted(size: int, cases: Sequence[Case] = CASES) -> Counts:
    """By module and by how the resource is found: the calls of a task that creates it, changes nothing or deletes it,
    in an account with `size` of its kind. What it refers to is given by ID."""
    found: Counts = {}
    for case in cases:
        with _account() as account:
            found.update(_Counter(account, case).counted(size))
    return found


@contextmanager
def _account() -> Iterator[tuple[Tasks, FakeClock]]:
    clock = FakeClock(datetime.now(timezone.utc))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid")
        patch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret")
        tasks = Tasks(serve(patch, clock))
        tasks.emulator.cloud.set_quota(*(f"{name}=1000000" for name in QUOTAS))
        yield tasks, clock


class _Counter:
    def __init__(self, account: tuple[Tasks, FakeClock], case: Case) -> None:
        self.tasks, self.clock = account
        self.resource, self.table = case.resource, case.table
        filled = self.tasks.filled(case.options)
        self.options = {name: value for name, value in filled.items() if name != "tags"}
        self.where = {name: filled[name] for name in case.identity}

    def counted(self, size: int) -> Counts:
        self._run(self.options)
        self._fill(size - 1)
        self._gone(self.where)
        by_name = self._counts(self.options)
        by_name["delete"] = self._gone(self.where)
        if not self.resource.identity.id:
            return {(self.resource.name, "name"): by_name}
        created = self.tasks(self.resource.name, **self.options)[self.resource.name]
        own = {self.resource.id_option: created[self.resource.id_option]}
        by_id = {"unchanged": self._run({**self.options, **own}), "delete": self._gone(own)}
        return {(self.resource.name, "name"): by_name, (self.resource.name, "ID"): by_id}

    def _counts(self, options: dict[str, Any]) -> dict[str, int]:
        return {state: self._run(options) for state in ("create", "unchanged")}

    def _gone(self, where: dict[str, Any]) -> int:
        count = self._run({**where, "state": "absent"})
        # What is created again on the same day is looked for longer.
        self.clock.sleep(_TWO_DAYS)
        return count

    def _run(self, options: dict[str, Any]) -> int:
        self.tasks.emulator.clear_log()
        self.tasks(self.resource.name, **options)
        return len(self.tasks.calls)

    def _fill(self, others: int) -> None:
        """Copy the newest of the kind, each with a gateway of its own, and as if others had created them."""
        key = list(self.tasks.emulator.cloud.state.region(REGION).table(self.table))[-1]
        for number in range(others):
            self._copy(self.table, key, number)

    def _copy(self, table: str, key: str, number: int) -> None:
        region = self.tasks.emulator.cloud.state.region(REGION)
        pattern = region.table(table)[key]
        texts = {wire: text for wire in _OWN if isinstance(text := pattern.get(wire), str)}
        region.table(table)[f"{key}-{number}"] = {
            **pattern,
            **{wire: f"{text}-{number}" for wire, text in texts.items()},
        }
        for parent in _PARENTS:
            for text in texts.values():
                if text in region.table(parent) and f"{text}-{number}" not in region.table(parent):
                    self._copy(parent, text, number)
