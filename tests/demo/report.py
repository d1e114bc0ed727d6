# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo shows: a line for each task, then what exists and what each run did. Plain text, no colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.support.play import Run

_OURS = "alicloud.vpn."
Calls = Sequence[dict[str, Any]]
Row = tuple[str, ...]


def task_line(task: dict[str, Any]) -> str:
    """Only tasks of the collection's own modules, and what changes; the others look after the role itself."""
    ours = task["module"].startswith(_OURS)
    if task["outcome"] == "skipped" or not (ours or task["outcome"] == "changed"):
        return ""
    actions = ", ".join(_actions(task)) or ("nothing to do" if ours else "")
    return f"  {task['outcome']:<8} {task['task'].split(' : ')[-1]:<27} {task['seconds']:5.1f} s  {actions}".rstrip()


def show(task: dict[str, Any]) -> None:
    """Print that line, if there is one."""
    line = task_line(task)
    if line:
        print(line, flush=True)


def summary(runs: Sequence[tuple[Run, Calls]]) -> str:
    """The end of the demo: what the last run found, and what each run did."""
    last = runs[-1][0]
    lines = ["", "What exists now", *_table(("what", "name or network", "id", "status"), _things(last))]
    head = ("run", "changed", "calls that change", "calls that read", "seconds")
    lines += ["", "What each run did", *_table(head, [_run(number, *run) for number, run in enumerate(runs, 1)])]
    if not last.changed:
        lines += ["", "The second run changed nothing: changed=0"]
    return "\n".join(lines)


def _things(run: Run) -> list[Row]:
    ours = [task for task in run.tasks if task["module"].startswith(_OURS) and task["outcome"] != "skipped"]
    results = {task["module"].removeprefix(_OURS): task["result"] for task in ours}
    gateway, vpn = (results[kind][kind] for kind in ("vpn_gateway", "vpn_connection"))
    offices, routes = (
        [result[kind] for result in results[kind]["results"]] for kind in ("customer_gateway", "vpn_route_entry")
    )
    return [
        ("VPN gateway", gateway["name"], gateway["vpn_gateway_id"], f"{gateway['status']}, {gateway['internet_ip']}"),
        *(("customer gateway", one["name"], one["customer_gateway_id"], one["ip_address"]) for one in offices),
        ("IPsec connection", vpn["name"], vpn["vpn_connection_id"], vpn["state"]),
        *(
            ("tunnel", one["role"], one["tunnel_id"], f"{one['status']}, {one['internet_ip']}")
            for one in vpn["tunnel_options_specification"]
        ),
        *(
            ("route", to["route_dest"], f"to {to['next_hop']}", f"{to['state']}, weight {to['weight']}")
            for to in routes
        ),
    ]


def _run(number: int, run: Run, calls: Calls) -> Row:
    writes = sum(call["kind"] == "write" for call in calls)
    return str(number), f"changed={run.changed}", str(writes), str(len(calls) - writes), f"{run.seconds:.1f}"


def _actions(task: dict[str, Any]) -> list[str]:
    results = task["result"].get("results", [task["result"]])
    return [action for result in results for action in result.get("actions", [])]


def _table(head: Row, rows: Sequence[Row]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows)]
    rule = tuple("-" * width for width in widths)
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in (head, rule, *rows)]
