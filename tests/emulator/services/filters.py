# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of the lists that compare one field; those by tags are in ``tags``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from ..call import Call
from ..state import Record

DEFAULT_GROUP = "rg-acfmxazb4ph6aiy"


def by_value(call: Call, records: Collection[Record], names: Iterable[str]) -> Collection[Record]:
    """The records with the same values as those of these parameters that the request has."""
    for name in names:
        if name in call.parameters:
            records = [record for record in records if record[name] == call.parameters[name]]
    return records


def by_values(call: Call, records: Collection[Record], names: Iterable[str]) -> Collection[Record]:
    """The same for parameters that are lists of values."""
    for name in names:
        if name in call.parameters:
            records = [record for record in records if record[name] in call.parameters[name]]
    return records


def by_group(call: Call, records: Collection[Record], group: Callable[[Call, Record], str]) -> Collection[Record]:
    """The records in the resource group of the request; ``group`` says which one a record is in."""
    if "ResourceGroupId" not in call.parameters:
        return records
    return [record for record in records if group(call, record) == call.parameters["ResourceGroupId"]]
