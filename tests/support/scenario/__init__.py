# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One of everything: a scenario in which every action of the stand-in cloud is called and succeeds.

Each resource has its part in a file of its own in ``parts``, which is found there.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import ChainMap, defaultdict
from graphlib import TopologicalSorter
from typing import Any

from tests.support.caller import Caller
from tests.support.scenario import parts
from tests.support.scenario.part import Cause, Ids, Part, Request

__all__ = ["Cause", "Ids", "Request"]


def _discover() -> dict[str, Part]:
    found = {
        module.name: importlib.import_module(f"{parts.__name__}.{module.name}").PART
        for module in pkgutil.iter_modules(parts.__path__)
    }
    order = TopologicalSorter({name: part.after for name, part in found.items()}).static_order()
    return {name: found[name] for name in order}


PARTS = _discover()


def build(call: Caller) -> Ids:
    """Create and change everything; returns the ids of what then exists."""
    ids: Ids = {}
    for part in PARTS.values():
        part.build(call, ids)
    return ids


def reads(ids: Ids) -> list[tuple[str, Request]]:
    """Every read of the scenario, some in several cases."""
    return [read for part in PARTS.values() for read in part.reads(ids)]


def writes(ids: Ids) -> dict[str, Request]:
    """For each action that changes something a request that succeeds when the scenario is built."""
    return {name: request for part in PARTS.values() for name, request in part.writes(ids).items()}


def take_down(call: Caller, ids: Ids) -> None:
    """Delete what was built, as far as it can be deleted."""
    for part in reversed(PARTS.values()):
        part.take_down(call, ids)


def _merged(name: str) -> Any:
    """The entries of all parts; none may have two."""
    maps = [dict(getattr(part, name)) for part in PARTS.values()]
    merged = dict(ChainMap(*maps))
    assert len(merged) == sum(map(len, maps)), f"{name}: two parts have the same entry"
    return merged


_ANY_IDS: Ids = defaultdict(str)
READS = sorted({name for name, _request in reads(_ANY_IDS)})
WRITES = sorted(writes(_ANY_IDS))
AT_ONCE = frozenset().union(*(part.at_once for part in PARTS.values()))
TAGGED: dict[str, str] = _merged("tagged")
CAUSES: dict[str, Cause] = _merged("causes")
NO_CAUSE: dict[str, str] = _merged("no_cause")
NEVER_SHOWN: dict[str, dict[str, str]] = _merged("never_shown")
