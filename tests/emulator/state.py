# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cloud holds: plain dictionaries, so that all of it fits into one JSON file (``--state``)."""

from __future__ import annotations

import json
import os
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .registry import TABLES

Record = dict[str, Any]
Records = dict[str, Record]
_ALPHABET = string.ascii_lowercase + string.digits


@dataclass
class Region:
    """The tables and the tags of one region."""

    tables: dict[str, Records] = field(default_factory=dict)
    tags: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)  # type -> id -> key -> value

    def __post_init__(self) -> None:
        unknown = self.tables.keys() - TABLES.keys()
        if unknown:
            raise ValueError(f"unknown tables: {', '.join(sorted(unknown))}")

    def table(self, name: str) -> Records:
        """The records of a table by their ids."""
        return self.tables.setdefault(TABLES[name].name, {})

    def remove(self, table: str, key: str) -> None:
        """Remove a record and its tags, if it still exists."""
        self.table(table).pop(key, None)
        for tags in self.tags.values():
            tags.pop(key, None)


@dataclass
class State:
    """Regions, ClientTokens, records that are being deleted, and how many names were given out."""

    regions: dict[str, Region] = field(default_factory=dict)
    tokens: dict[str, list[Any]] = field(default_factory=dict)
    deletions: list[list[Any]] = field(default_factory=list)  # [time, region, table, id], see lifecycle
    full_mesh_vpcs: list[str] = field(default_factory=list)  # VPCs attached to a FULL-mode CEN
    regions_without_bgp: list[str] = field(default_factory=list)
    tunnels_of_regions: dict[str, int] = field(default_factory=dict)  # where it is not as regions.yaml has it
    names: int = 0

    def region(self, name: str) -> Region:
        """The region; it is empty if it was not used before."""
        return self.regions.setdefault(name, Region())

    def every(self, table: str) -> Iterator[Record]:
        """The records of a table in all regions."""
        for region in self.regions.values():
            yield from region.table(table).values()

    def has(self, key: str) -> bool:
        """Whether a record with this id exists."""
        return any(key in table for region in self.regions.values() for table in region.tables.values())

    def to_json(self) -> str:
        """The whole state as text."""
        return json.dumps({**vars(self), "regions": {name: vars(region) for name, region in self.regions.items()}})

    @classmethod
    def from_json(cls, text: str) -> State:
        """The state from its text; a ValueError, TypeError or KeyError if it is something else."""
        data = json.loads(text)
        return cls(**{**data, "regions": {name: Region(**region) for name, region in data["regions"].items()}})

    def save(self, path: Path) -> None:
        """Write the file completely or not at all."""
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(self.to_json(), encoding="utf-8")
        os.replace(beside, path)

    @classmethod
    def load(cls, path: Path) -> State:
        """Read the file; if it does not exist, the cloud is empty.  An unusable file is a ValueError."""
        if not path.exists():
            if not path.parent.is_dir():
                raise ValueError(f"state file {path}: the directory does not exist")
            return cls()
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except (ValueError, TypeError, KeyError) as problem:
            raise ValueError(f"state file {path}: not a state of this emulator ({problem})") from problem


@dataclass
class Names:
    """New ids, keys and addresses: the same ones for the same seed and the same order of requests."""

    state: State
    seed: str

    def _random(self) -> random.Random:
        # Counted in the state, so that a restarted server continues and repeats no id.
        self.state.names += 1
        return random.Random(f"{self.seed}/{self.state.names}")

    def id(self, prefix: str) -> str:
        """A resource id such as vpn-bp1q8bgx4xnkm2ogj0001."""
        return f"{prefix}-bp1{''.join(self._random().choices(_ALPHABET, k=18))}"

    def key(self) -> str:
        """A pre-shared key of 16 random characters."""
        return "".join(self._random().choices(string.ascii_letters + string.digits, k=16))

    def order(self) -> int:
        """An order number."""
        return self._random().randrange(200_000_000_000_000, 300_000_000_000_000)

    def address(self, network: str) -> str:
        """An address that nobody else has, inside a /8 such as "47" or "10"."""
        self.state.names += 1
        number = self.state.names
        return f"{network}.{96 + (number >> 16) % 128}.{(number >> 8) % 256}.{number % 256}"
