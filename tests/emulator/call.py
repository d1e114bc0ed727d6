# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call of an action, as the functions in ``services`` see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import lifecycle
from .contract import Action
from .errors import ErrorCatalogue, ServiceError
from .state import Names, Record, Region, State


class DryRunPassedError(Exception):
    """A dry run whose checks passed, for an action that promises a plain answer to it."""


@dataclass(frozen=True)
class Call:
    """What was asked, and what it may touch.  A service checks everything, calls :meth:`checked`, then changes."""

    action: Action
    parameters: Mapping[str, Any]
    region_id: str
    state: State
    names: Names
    errors: ErrorCatalogue
    quotas: Mapping[str, int]
    now: float
    settle: float

    @property
    def region(self) -> Region:
        """The tables of the region asked for."""
        return self.state.region(self.region_id)

    @property
    def milliseconds(self) -> int:
        """The time as CreateTime shows it."""
        return int(self.now * 1000)

    @property
    def settled_at(self) -> float:
        """When what begins now is done."""
        return self.now + self.settle

    def get(self, name: str) -> Any:
        """A parameter, or the default that the contract gives it (None without one)."""
        value = self.parameters.get(name)
        return self.action.parameters[name].default if value is None else value

    def error(self, code: str, *fill: object) -> ServiceError:
        """The error ``code`` with this action's status and text."""
        return self.errors.error(code, *fill, action=self.action)

    def invalid(self, name: str, value: object = "") -> ServiceError:
        """The refusal of a parameter's value."""
        return self.errors.invalid(name, value, self.action)

    def missing(self, name: str) -> ServiceError:
        """The refusal for a parameter that this case needs."""
        return self.errors.missing(name)

    def within_quota(self, name: str, wanted: int, code: str = "Resource.QuotaFull") -> None:
        """Refuse with ``code`` when the number there would be is over the quota."""
        if wanted > self.quotas[name]:
            raise self.error(code)

    def checked(self) -> None:
        """All checks passed: here a dry run ends, with DryRunOperation where the action's table has it."""
        if str(self.parameters.get("DryRun", "")).lower() != "true":
            return
        if "DryRunOperation" in self.action.errors:
            raise self.error("DryRunOperation")
        raise DryRunPassedError

    def delete_when_settled(self, table: str, key: str) -> None:
        """A record of this region goes when the change has settled."""
        lifecycle.delete_at(self.state, self.region_id, table, key, self.settled_at)

    def updating(self, *records: Record) -> None:
        """The records are being changed until the change has settled."""
        for record in records:
            lifecycle.begin(record, "updating", self.settled_at)

    def state_of(self, record: Record) -> str:
        """The life-cycle state to show for a record."""
        return lifecycle.state_of(record, self.now)

    def is_busy(self, record: Record) -> bool:
        """Whether a change of the record is still under way."""
        return lifecycle.is_busy(record, self.now)
