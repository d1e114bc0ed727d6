# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two tables of docs/reliability.md, from what trials came to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.chaos.faults import ALL
from tests.chaos.plan import CREATES, Job, is_write
from tests.chaos.playbooks import KINDS, Met, Round
from tests.chaos.signals import MOMENTS, SIGNALS
from tests.chaos.trials import Ended
from tests.support import tree

PAGE = tree.ROOT / "docs" / "reliability.md"
Outcome = tuple[Job, Ended]


def write(part: str, head: str, table: str) -> None:
    """Put one into the page: `part` is faults, interruptions or playbooks."""
    begin, end = f"<!-- {part}: make chaos writes from here -->", f"<!-- {part}: to here -->"
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _old, _end, after = rest.partition(end)
    PAGE.write_text(before + "\n\n".join([begin, head, table, end]) + after, encoding="utf-8")


def faults(outcomes: Iterable[Outcome]) -> str:
    """Fault by action."""
    went_on: Counter[tuple[str, str]] = Counter()
    completed: Counter[tuple[str, str]] = Counter()
    bad: dict[str, Counter[str]] = defaultdict(Counter)
    for _job, ended in outcomes:
        for action, fault in ended.met:
            (completed if ended.failures else went_on)[str(fault), _group(action)] += 1
        for name in {str(fault) for _action, fault in ended.met}:
            bad[name].update(duplicates=ended.duplicates, losses=ended.losses)
    groups = sorted({group for _fault, group in (*went_on, *completed)}, key=lambda name: (" " in name, name))
    rows = [
        [
            *str(fault).split(),
            *(f"{went_on[str(fault), group]} + {completed[str(fault), group]}" for group in groups),
            bad[str(fault)]["duplicates"],
            bad[str(fault)]["losses"],
        ]
        for fault in ALL
    ]
    return _table(["fault", "when", *groups, "duplicates", "losses"], rows)


def interruptions(outcomes: Iterable[Outcome]) -> str:
    """Signal by moment."""
    tries: Counter[tuple[object, ...]] = Counter()
    bad: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for job, ended in outcomes:
        if job.interrupt:
            key = (job.interrupt.signal, job.interrupt.moment)
            action = job.known.actions[job.interrupt.number]
            tries[(*key, "creates" if action.startswith(CREATES) else "others")] += 1
            bad[key].update(duplicates=ended.duplicates, losses=ended.losses)
    rows = [
        [
            sent.name,
            words,
            *(tries[sent, moment, kind] for kind in ("creates", "others")),
            *(bad[sent, moment][what] for what in ("duplicates", "losses")),
        ]
        for sent in SIGNALS
        for moment, words in MOMENTS.items()
    ]
    return _table(["signal", "when", "at creates", "at other calls", "duplicates", "losses"], rows)


def playbooks(outcomes: Iterable[tuple[Round, Met]]) -> str:
    """Latency and reading by what exists in the end."""
    rounds: dict[tuple[str, ...], list[Met]] = defaultdict(list)
    for one, met in outcomes:
        begin = "both have looked first" if one.first_look else "as they come"
        rounds[f"{one.latency:g} s", one.reading.partition("=")[2], begin].append(met)
    rows = [
        [
            *key,
            len(met),
            sum(not one.failures for one in met),
            *(", ".join(sorted({str(one.held[kind]) for one in met})) for kind in KINDS),
        ]
        for key, met in rounds.items()
    ]
    kinds = [kind.replace("_", " ").replace("vpn ", "VPN ") for kind in KINDS]
    return _table(["latency", "token of what was deleted", "begin", "rounds", "both succeeded", *kinds], rows)


def _group(action: str) -> str:
    if action.startswith(CREATES):
        return action
    return "other writes" if is_write(action) else "all reads"


def _table(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
