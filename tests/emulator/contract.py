# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API contract as typed data, read from contract/*.yaml (its README.md explains the keys)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

DIRECTORY = Path(__file__).parent / "contract"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one reads the contract ten times faster


@dataclass(frozen=True)
class Parameter:
    """One request parameter, or one member of a ``json``, ``object`` or ``list`` parameter."""

    name: str
    type: str
    required: bool = False
    required_if: Mapping[str, Any] | None = None
    values: tuple[Any, ...] = ()
    min: int | None = None
    max: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: re.Pattern[str] | None = None
    default: Any = None
    secret: bool = False
    members: Mapping[str, Parameter] = field(default_factory=dict)
    items: str | None = None
    min_items: int | None = None
    max_items: int | None = None


@dataclass(frozen=True)
class ResponseField:
    """One field of an answer; ``wrapper`` names the member that holds the array in today's JSON."""

    name: str
    type: str
    wrapper: str | None = None
    members: Mapping[str, ResponseField] = field(default_factory=dict)
    items: str | None = None


@dataclass(frozen=True)
class ErrorRow:
    """One row of an error table; some rows have no documented status or message."""

    code: str
    http: int | None = None
    message: str | None = None


@dataclass(frozen=True)
class Action:
    """One API action."""

    name: str
    section: str | None
    kind: str
    client_token: bool
    dry_run: bool
    parameters: Mapping[str, Parameter]
    response: Mapping[str, ResponseField]
    errors: Mapping[str, ErrorRow]


@dataclass(frozen=True)
class Contract:
    """Every action, and what all of them share."""

    version: str
    actions: Mapping[str, Action]
    public_parameters: frozenset[str]
    account_parameters: frozenset[str]
    gateway_codes: Mapping[str, ErrorRow]


@functools.cache
def load() -> Contract:
    """Read contract/*.yaml, once in each process."""
    common = _read(DIRECTORY / "common.yaml")
    actions: dict[str, Action] = {}
    for path in sorted(DIRECTORY.glob("*.yaml")):
        for name, raw in _read(path).get("actions", {}).items():
            actions[name] = _action(name, raw)
    return Contract(
        version=common["version"],
        actions=actions,
        public_parameters=frozenset(common["parameters"]),
        account_parameters=frozenset(common["account_parameters"]),
        gateway_codes=_errors(common["error"]["gateway_codes"]),
    )


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return content


def _action(name: str, raw: Mapping[str, Any]) -> Action:
    return Action(
        name=name,
        section=raw.get("section"),
        kind=raw["kind"],
        client_token=raw["client_token"],
        dry_run=raw["dry_run"],
        parameters={key: _parameter(key, value) for key, value in raw["parameters"].items()},
        response={key: _field(key, value) for key, value in raw["response"].items()},
        errors=_errors(raw["errors"]),
    )


def _parameter(name: str, raw: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=name,
        type=raw["type"],
        required=raw.get("required", False),
        required_if=raw.get("required_if"),
        values=tuple(raw.get("values", ())),
        min=raw.get("min"),
        max=raw.get("max"),
        min_length=raw.get("min_length"),
        max_length=raw.get("max_length"),
        pattern=_pattern(raw.get("pattern")),
        default=raw.get("default"),
        secret=raw.get("secret", False),
        members={key: _parameter(key, value) for key, value in raw.get("members", {}).items()},
        items=raw.get("items"),
        min_items=raw.get("min_items"),
        max_items=raw.get("max_items"),
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    if text is None:
        return None
    # In Python "$" also matches before a line feed at the end; the contract means the end.
    return re.compile(text[:-1] + r"\Z" if text.endswith("$") else text)


def _field(name: str, raw: Mapping[str, Any]) -> ResponseField:
    return ResponseField(
        name=name,
        type=raw["type"],
        wrapper=raw.get("wrapper"),
        members={key: _field(key, value) for key, value in raw.get("members", {}).items()},
        items=raw.get("items"),
    )


def _errors(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, ErrorRow]:
    return {code: ErrorRow(code, row.get("http"), row.get("message")) for code, row in raw.items()}
