# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call of an action, as the functions in ``services`` see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from . import lifecycle
from .contract import Action
from .errors import ErrorCatalogue, ServiceError
from .registry import TABLES, reading
from .state import Names, Record, Records, Region, State

reading(
    "being-deleted",
    "shown",
    "gone",
    about="Whether something that is being deleted is listed and can be read until its gateway has settled.",
)
reading(
    "left-out-members",
    "default",
    "kept",
    about="What a member becomes that a change of its parameter leaves out. A `Psk` has a random default.",
)


class DryRunPassedError(Exception):
    """A dry run whose checks passed, for an action that answers it like a real run."""


@dataclass(frozen=True)
class Call:
    """The request, and the state that it may change.

    A service checks everything first, then calls :meth:`checked`, and only then changes something.
    """

    action: Action
    parameters: Mapping[str, Any]
    region_id: str
    state: State
    names: Names
    errors: ErrorCatalogue
    quotas: Mapping[str, int]
    readings: Mapping[str, str]
    now: float
    settle: float
    route_lag: float = 0.0

    @property
    def region(self) -> Region:
        """The region of the request."""
        return self.state.region(self.region_id)

    @property
    def milliseconds(self) -> int:
        """The time as CreateTime shows it."""
        return int(self.now * 1000)

    @property
    def timestamp(self) -> str:
        """The time as text, such as 2027-01-15T08:00:00Z."""
        return self.at(self.now)

    @staticmethod
    def at(seconds: float) -> str:
        """Another time as such a text."""
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def settled_at(self) -> float:
        """When a change that begins now is done."""
        return self.now + self.settle

    def get(self, name: str) -> Any:
        """A parameter, or the default that the contract gives it (None without one)."""
        value = self.parameters.get(name)
        return self.action.parameters[name].default if value is None else value

    def table(self, name: str) -> Records:
        """The records of a table in the region of the request."""
        return self.region.table(name)

    def find(self, table: str, key: str, not_found: str | None = None) -> Record:
        """A record, or the refusal ``not_found`` (without it the one that the table declares)."""
        record = self.table(table).get(key)
        if record is None:
            code = not_found or TABLES[table].not_found
            assert code, f"the table {table} declares no code for an unknown id"
            raise self.error(code)
        return record

    def error(self, code: str, *fill: object) -> ServiceError:
        """The error ``code`` with this action's status and text."""
        return self.errors.error(code, *fill, action=self.action)

    def invalid(self, name: str, value: object = "") -> ServiceError:
        """The refusal of a parameter's value."""
        return self.errors.invalid(name, value, self.action)

    def missing(self, name: str) -> ServiceError:
        """The refusal for a parameter that is required in this case."""
        return self.errors.missing(name)

    def within_quota(self, name: str, number: int, code: str = "Resource.QuotaFull") -> None:
        """Refuse with ``code`` if ``number``, the count after this call, is over the quota."""
        if number > self.quotas[name]:
            raise self.error(code)

    def checked(self) -> None:
        """All checks passed: a dry run ends here, with DryRunOperation if the action's table has it."""
        if str(self.parameters.get("DryRun", "")).lower() != "true":
            return
        if "DryRunOperation" in self.action.errors:
            raise self.error("DryRunOperation")
        raise DryRunPassedError

    def reads(self, name: str, value: str) -> bool:
        """Whether the contract is read this way (see :mod:`tests.emulator.readings`)."""
        return self.readings[name] == value

    def delete_when_settled(self, table: str, key: str) -> None:
        """A record of this region is deleted when the change has settled, or before the next request."""
        at = self.settled_at if self.reads("being-deleted", "shown") else self.now
        lifecycle.delete_at(self.state, self.region_id, table, key, at)

    def merged(self, before: Mapping[str, Any] | None, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a change of a parameter with members means for those that it leaves out."""
        return {**(before or {}), **given} if self.reads("left-out-members", "kept") else given

    def updating(self, *records: Record) -> None:
        """The records are being changed until the change has settled."""
        for record in records:
            lifecycle.begin(record, "updating", self.settled_at)

    def state_of(self, record: Record) -> str:
        """The life-cycle state to show for a record."""
        return lifecycle.state_of(record, self.now)

    def is_busy(self, record: Record) -> bool:
        """Whether a change of the record is still in progress."""
        return lifecycle.is_busy(record, self.now)
