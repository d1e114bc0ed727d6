# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cloud holds: plain dictionaries, so that the whole of it is one JSON file (``--state``)."""

from __future__ import annotations

import json
import os
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Table = dict[str, Record]
_ALPHABET = string.ascii_lowercase + string.digits


@dataclass
class Region:
    """The tables of one region; each maps an id (a route: its key) to its record."""

    vpn_gateways: Table = field(default_factory=dict)
    customer_gateways: Table = field(default_factory=dict)
    vpn_connections: Table = field(default_factory=dict)
    route_entries: Table = field(default_factory=dict)
    pbr_route_entries: Table = field(default_factory=dict)
    certificates: Table = field(default_factory=dict)
    ssl_vpn_servers: Table = field(default_factory=dict)
    ssl_vpn_client_certs: Table = field(default_factory=dict)
    ipsec_servers: Table = field(default_factory=dict)
    tags: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)  # kind -> id -> key -> value

    def table(self, name: str) -> Table:
        """A table by its name."""
        table: Table = getattr(self, name)
        return table


@dataclass
class State:
    """Everything: regions, ClientTokens, what is on its way out, and how many names were made."""

    regions: dict[str, Region] = field(default_factory=dict)
    tokens: dict[str, list[Any]] = field(default_factory=dict)
    deletions: list[list[Any]] = field(default_factory=list)  # [time, region, table, id], see lifecycle
    full_mesh_vpcs: list[str] = field(default_factory=list)  # VPCs attached to a FULL-mode CEN
    names_made: int = 0

    def region(self, name: str) -> Region:
        """The region, empty when it was not used before."""
        return self.regions.setdefault(name, Region())

    def every(self, table: str) -> Iterator[Record]:
        """The records of a table over all regions."""
        for region in self.regions.values():
            yield from region.table(table).values()

    def save(self, path: Path) -> None:
        """Write the file as a whole or not at all."""
        data = {**vars(self), "regions": {name: vars(region) for name, region in self.regions.items()}}
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(json.dumps(data), encoding="utf-8")
        os.replace(beside, path)

    @classmethod
    def load(cls, path: Path) -> State:
        """Read the file; without one, an empty cloud.  A file that cannot be used is a ValueError."""
        if not path.exists():
            if not path.parent.is_dir():
                raise ValueError(f"state file {path}: there is no such directory")
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            regions = {name: Region(**tables) for name, tables in data["regions"].items()}
            return cls(**{**data, "regions": regions})
        except (ValueError, TypeError, KeyError) as problem:
            raise ValueError(f"state file {path}: not one of this emulator ({problem})") from problem


@dataclass
class Names:
    """Makes ids, keys and addresses: for one seed and one order of requests always the same ones."""

    state: State
    seed: str

    def _random(self) -> random.Random:
        # Counted in the state, so that a restarted server goes on where it stopped and repeats no id.
        self.state.names_made += 1
        return random.Random(f"{self.seed}/{self.state.names_made}")

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
        """An address nobody else has, inside a /8 such as "47" or "10"."""
        self.state.names_made += 1
        number = self.state.names_made
        return f"{network}.{96 + (number >> 16) % 128}.{(number >> 8) % 256}.{number % 256}"
