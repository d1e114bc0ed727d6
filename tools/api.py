# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API contract says about actions: their defaults, the members of their answers, and their errors."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from tools.collection import ROOT
from tools.yaml_text import load

Members = Mapping[str, Mapping[str, Any]]


@functools.cache
def actions() -> dict[str, dict[str, Any]]:
    """Every action of the contract, as the contract's README.md explains it."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "tests" / "emulator" / "contract").glob("*.yaml")):
        found.update(load(path.read_text(encoding="utf-8")).get("actions", {}))
    return found


@functools.cache
def gateway_errors() -> dict[str, dict[str, Any]]:
    """The errors that a request can get before it reaches an action."""
    path = ROOT / "tests" / "emulator" / "contract" / "common.yaml"
    codes: dict[str, dict[str, Any]] = load(path.read_text(encoding="utf-8"))["error"]["gateway_codes"]
    return codes


def default(action: str, *wires: str) -> Any:
    """The service's default for a parameter, or for a member of one; None where the contract names none."""
    members: Members = actions()[action]["parameters"]
    spec: Mapping[str, Any] = {}
    for wire in wires:
        spec = members.get(wire, {})
        members = spec.get("members", {})
    return spec.get("default")


def response(action: str) -> Members:
    """The members of an answer."""
    members: Members = actions()[action]["response"]
    return members


def error(action: str, code: str) -> tuple[str, int]:
    """Message and HTTP status of an error: as this action lists it, or the first that does."""
    tables = [actions()[action]["errors"], *(other["errors"] for other in actions().values())]
    row = next(table[code] for table in tables if table.get(code, {}).get("message"))
    return row["message"], row["http"]
