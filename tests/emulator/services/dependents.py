# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records that need another record: they keep it from being deleted, or are deleted with it (``registry.Uses``)."""

from __future__ import annotations

from collections.abc import Iterator

from ..call import Call
from ..registry import TABLES, Uses
from ..state import Record


def keepers(call: Call, table: str, key: str) -> list[Record]:
    """The records that keep this one from being deleted."""
    return [record for uses, _table, _key, record in _users(call, table, key) if _refuses(call, uses)]


def refuse_deletion(call: Call, table: str, key: str) -> None:
    """Refuse to delete a record that others need."""
    for uses, _table, _key, _record in _users(call, table, key):
        if _refuses(call, uses):
            raise call.error(str(uses.refusal))


def delete_with(call: Call, table: str, key: str) -> None:
    """Delete what goes with this record, when the change has settled."""
    for _uses, name, own_key, _record in _users(call, table, key):
        call.delete_when_settled(name, own_key)
        delete_with(call, name, own_key)


def _refuses(call: Call, uses: Uses) -> bool:
    return uses.refusal is not None and (uses.reading is None or call.reads(uses.reading, "refused"))


def _users(call: Call, table: str, key: str) -> Iterator[tuple[Uses, str, str, Record]]:
    for declared in TABLES.values():
        for uses in declared.uses:
            if uses.table == table:
                for own_key, record in call.table(declared.name).items():
                    if key in uses.ids(record):
                        yield uses, declared.name, own_key, record
