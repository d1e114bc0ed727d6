# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo shows: a line for each task, then what exists and what each run did. Plain text, no colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .play import Run

_OURS = "alicloud.vpn."
Calls = Sequence[dict[str, Any]]


def task_line(task: dict[str, Any]) -> str:
    """Only tasks of the collection's own modules; the others look after the role itself."""
    if not task["module"].startswith(_OURS) or task["outcome"] == "skipped":
        return ""
    actions = ", ".join(_actions(task)) or "nothing to do"
    return f"  {task['outcome']:<8} {task['task'].split(' : ')[-1]:<17} {task['seconds']:5.1f} s  {actions}"


def summary(first: Run, first_calls: Calls, second: Run, second_calls: Calls) -> str:
    """The end of the demo."""
    rows = [("what", "name or network", "id", "status"), *_things(second)]
    runs = [("run", "changed", "calls that change", "calls that read", "seconds"), *_runs(first, first_calls, second, second_calls)]
    verdict = f"The second run changed nothing: changed={second.changed}" if not second.changed else ""
    return "\n".join(["", "What exists now", *_table(rows), "", "What each run did", *_table(runs), "", verdict]).rstrip()


def _things(run: Run) -> list[tuple[str, ...]]:
    found = {task["module"].removeprefix(_OURS): task["result"] for task in run.tasks if task["module"].startswith(_OURS)}
    gateway, office, connection = (
        found[kind][kind] for kind in ("vpn_gateway", "customer_gateway", "vpn_connection")
    )
    things = [
        ("VPN gateway", gateway["name"], gateway["vpn_gateway_id"], f"{gateway['status']}, {gateway['internet_ip']}"),
        ("customer gateway", office["name"], office["customer_gateway_id"], office["ip_address"]),
        ("IPsec connection", connection["name"], connection["vpn_connection_id"], f"{connection['state']}, {connection['status']}"),
    ]
    for result in found["vpn_route_entry"]["results"]:
        route = result["vpn_route_entry"]
        things.append(("route", route["route_dest"], f"to {route['next_hop']}", f"{route['state']}, weight {route['weight']}"))
    return things


def _runs(first: Run, first_calls: Calls, second: Run, second_calls: Calls) -> list[tuple[str, ...]]:
    rows = []
    for name, run, calls in (("1", first, first_calls), ("2", second, second_calls)):
        writes = sum(call["kind"] == "write" for call in calls)
        rows.append((name, f"changed={run.changed}", str(writes), str(len(calls) - writes), f"{run.seconds:.1f}"))
    return rows


def _actions(task: dict[str, Any]) -> list[str]:
    results = task["result"].get("results", [task["result"]])
    return [action for result in results for action in result.get("actions", [])]


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    return [lines[0], "  " + "  ".join("-" * width for width in widths), *lines[1:]]
