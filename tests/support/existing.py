# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resources that the cases list as existing. They are created when something refers to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.emulator.state import Region
from tests.support.case import Case, filled
from tests.support.cases import CASES

LISTED = {name: case for case in CASES for name in case.existing}


class Existing:
    """Creates each resource once, after those that it refers to. `create` gets a case and options and returns an ID;
    `region` is where it creates them."""

    def __init__(self, create: Callable[[Case, dict[str, Any]], str], region: Region) -> None:
        self._create = create
        self._region = region
        self._ids: dict[str, str] = {}

    def id(self, name: str) -> str:
        if name not in self._ids:
            case = LISTED[name]
            options = self.filled(case.existing[name])
            if case.resource.identity.name:
                options[case.resource.identity.name] = name
            given = options.pop(case.resource.id_option, None)
            created = self._create(case, options)
            self._ids[name] = self._renamed(case, created, given) if given else created
        return self._ids[name]

    def _renamed(self, case: Case, created: str, given: str) -> str:
        """Give it the ID that its case says."""
        table = self._region.table(case.table)
        table[given] = {**table.pop(created), case.resource.identity.id: given}
        return given

    def filled(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options with IDs in place of <names>."""
        return filled(options, self.id)

    def all(self, without: frozenset[str] = frozenset()) -> None:
        """Create everything, except those and what refers to them."""
        for name in LISTED:
            if not needs(name) & without:
                self.id(name)


def needs(name: str) -> frozenset[str]:
    """The name and the names of everything that has to exist before."""
    found: list[str] = []
    filled(LISTED[name].existing[name], found.append)
    return frozenset({name}).union(*map(needs, found))
