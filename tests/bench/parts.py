# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of docs/performance.md: what is measured, beside its floor and what is wanted."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import calls, inventory, listing, package, sites, task
from tests.bench.plot import plot
from tests.bench.process import Used
from tests.bench.report import PAGE, Row, Section, table
from tests.bench.sites import Measured
from tests.bench.sizes import Sizes

_NAMES = {
    "topology": "vpn_topology",
    "modules": "modules in loops",
    "loop": "role in a loop",
    "hosts": f"role, a host for each site, {sites.FORKS} forks",
}


def tasks(folder: Path, sizes: Sizes) -> Section:
    found = task.measured(folder, sizes.tasks, sizes.runs)
    rows = []
    for module in task.MEASURED:
        ours, floor = found[f"{module} in process"], found["debug"]
        text = f"`{module}` without a change, within Ansible; floor: `debug`"
        rows.append(Row(text, _times(ours), _times(floor), None, "≤ 0.08 s", ours.seconds <= 0.08))
    for module in task.MEASURED:
        ours, floor = found[f"{module} shipped"], found["ping"]
        text = f"`{module}` without a change, in a process of its own; floor: `ping`"
        rows.append(_at_most(text, ours.seconds, floor.seconds, 1.45, _times(ours), _times(floor)))
    module = task.MEASURED[0]
    ours, floor = found[f"{module} in process"], found["debug"]
    text = f"memory of Ansible with `{module}`; floor: with `debug`"
    rows.append(Row(text, _mib(ours), _mib(floor), ours.memory / floor.memory))
    packages = package.packages(folder, max(sizes.runs, 2 * sizes.runs - 1))
    own, none = packages[package.MODULE], packages["ping"]
    text = f"the process of `{package.MODULE}` by itself; floor: that of `ping`"
    rows.append(Row(text, _times(own.used), _times(none.used), own.used.cpu / none.used.cpu))
    rows.append(Row("its memory", _mib(own.used), _mib(none.used), own.used.memory / none.used.memory))
    rows.append(Row("bytes that are sent", f"{own.size:,}", f"{none.size:,}", own.size / none.size))
    imports = package.imports(max(sizes.runs, 2 * sizes.runs - 1))
    floor = imports["ansible"]
    for name, text in (("requests", "imports of `requests`"), ("module", "imports of a module without `requests`")):
        what = f"{text}; floor: those of `ansible.module_utils.basic`"
        rows.append(Row(what, _times(imports[name]), _times(floor), imports[name].cpu / floor.cpu))
    return Section(rows)


def lists(folder: Path, sizes: Sizes) -> Section:
    found = listing.measured(folder, sizes.gateways, sizes.runs)
    floor = found["plain"]
    rows = []
    for kind, text in (("client", "as the service shows them"), ("results", "as results")):
        used = found[kind]
        what = f"{sizes.gateways:,} gateways, {text}; floor: 8 threads of `http.client`"
        rows.append(_at_most(what, used.seconds, floor.seconds, 1.1, _times(used), _times(floor)))
        rows.append(Row("its memory", _mib(used), _mib(floor), None, "≤ 65 MiB", used.memory <= 65))
    return Section(rows)


def inventories(folder: Path, sizes: Sizes) -> Section:
    found, calls_made = inventory.measured(folder, sizes.gateways // 4, listing.LATENCY, sizes.runs)
    rows = []
    texts = {"listed": f"listed with {calls_made} calls", "cached": "from the cache, without a call"}
    for groups, more in (("", ""), ("_groups", ", in groups")):
        floor = found[f"made_up{groups}"]
        for kind, text in texts.items():
            used = found[f"{kind}{groups}"]
            what = f"{sizes.gateways // 4 * 4:,} hosts{more}, {text}; floor: made-up hosts"
            rows.append(_at_most(what, used.cpu, floor.cpu, 1.05, _times(used), _times(floor), "processor time"))
    return Section(rows)


def topologies(folder: Path, sizes: Sizes) -> Section:
    found = list(sites.measured(folder, sizes.sites, sizes.created, sizes.repeated, sizes.runs))
    by = {(one.way, one.run, one.sites): one for one in found}
    rows = []
    for way, goal, seconds, calls_made in (
        ("topology", "≤ 1 s and ≤ 8 calls", 1, 8),
        ("modules", "≤ 3 s", 3, math.inf),
        ("loop", "", math.inf, math.inf),
    ):
        one = by.get((way, "unchanged", 10))
        if one:
            met = one.used.seconds <= seconds and one.calls <= calls_made if goal else None
            ours = f"{_times(one.used)}, {one.calls} calls"
            rows.append(Row(f"10 sites without a change, {_NAMES[way]}", ours, "", None, goal, met))
    one, other = by.get(("topology", "unchanged", 100)), by.get(("loop", "unchanged", 100))
    if one:
        text = "calls for 100 sites without a change; floor: pages of three lists, routes of each gateway"
        rows.append(Row(text, str(one.calls), str(sites.least_calls(100)), None, "≤ 12", one.calls <= 12))
    if one and other:
        faster = other.used.seconds / one.used.seconds
        text = "100 sites without a change, role in a loop over `vpn_topology`"
        rows.append(Row(text, _times(one.used), _times(other.used), faster, "≥ 20 ×", faster >= 20))
    done, least = sites.locked(folder, sizes.locked, 1.0)
    text = f"{done.sites} sites created, each change takes a second; floor: the locks of the gateways"
    ours = f"{_times(done.used)}, {done.calls} calls"
    rows.append(_at_most(text, done.used.seconds, least, 1.2, ours, f"{least:.0f} s"))
    head = ["", "run", "sites", "seconds", "processor seconds", "memory", "calls"]
    every = [
        [
            _NAMES[one.way],
            one.run,
            one.sites,
            f"{one.used.seconds:.2f}",
            f"{one.used.cpu:.2f}",
            _mib(one.used),
            one.calls,
        ]
        for one in sorted(found, key=lambda one: (sites.WAYS.index(one.way), one.run, one.sites))
    ]
    lines = {
        (way, run): [one for one in found if (one.way, one.run) == (way, run)]
        for run in ("first", "unchanged")
        for way in sites.WAYS
    }
    growth = [
        [_NAMES[way], run, _exponent(line, lambda one: one.used.seconds), _exponent(line, lambda one: one.calls)]
        for (way, run), line in lines.items()
    ]
    drawn = {
        f"{'role, hosts' if way == 'hosts' else _NAMES[way]}, {run}": [(one.sites, one.used.seconds) for one in line]
        for (way, run), line in lines.items()
    }
    title = "Seconds by number of sites"
    PAGE.with_suffix(".svg").write_text(plot(title, "sites", "seconds", drawn), encoding="utf-8")
    return Section(
        rows,
        [
            f"![{title}, for vpn_topology, the modules in loops and both ways of the role](performance.svg)",
            table(head, every),
            "Exponent of growth, from 10 sites on: with 1, twice as many sites take twice as much.",
            table(["", "run", "of the seconds", "of the calls"], growth),
        ],
    )


def counts(folder: Path, sizes: Sizes) -> Section:
    found = {size: calls.counted(size) for size in sizes.accounts}
    head = ["module", "found by", *(f"of {size:,}" for size in sizes.accounts)]
    first = found[sizes.accounts[0]]
    rows = [
        [
            f"`{module}`",
            how if first[module, how].keys() else "",
            *(_counts(found[size][module, how]) for size in found),
        ]
        for module, how in first
    ]
    return Section([], [table(head, rows)])


PARTS: dict[str, Callable[[Path, Sizes], Section]] = {
    "tasks": tasks,
    "lists": lists,
    "inventories": inventories,
    "sites": topologies,
    "calls": counts,
}


def _at_most(what: str, ours: float, floor: float, most: float, shown: str, floor_shown: str, of: str = "") -> Row:
    ratio = ours / floor
    return Row(what, shown, floor_shown, ratio, f"≤ {most:g} ×{f' {of}' if of else ''}", round(ratio, 2) <= most)


def _times(used: Used) -> str:
    digits = 3 if used.seconds < 1 else 2
    return f"{used.seconds:.{digits}f} s ({used.cpu:.{digits}f} s of a processor)"


def _mib(used: Used) -> str:
    return f"{used.memory:.0f} MiB"


def _counts(counted: dict[str, int]) -> str:
    return " / ".join(str(counted.get(state, "")) for state in ("create", "unchanged", "delete") if state in counted)


def _exponent(line: Sequence[Measured], of: Callable[[Measured], float]) -> str:
    points = [(math.log(one.sites), math.log(of(one))) for one in line if one.sites >= 10]
    if len(points) < 2:
        return ""
    return f"{statistics.linear_regression(*zip(*points)).slope:.2f}"
