# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Argument specs as documentation: type, choices, default and the like, with the sentences beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tools import yaml_text

Say = Callable[[str], list[str]]
_SHOWN = ("type", "elements", "required", "choices", "default", "aliases")


def documented(spec: Mapping[str, Mapping[str, Any]], say: Say, within: str = "") -> dict[str, Any]:
    """The `options` of a DOCUMENTATION. `say` gives the paragraphs about an option by its dotted name."""
    shown: dict[str, Any] = {}
    for name, option in spec.items():
        shown[name] = {"description": described(say(within + name))}
        shown[name].update({key: option[key] for key in _SHOWN if key in option})
        if option.get("options"):
            shown[name]["suboptions"] = documented(option["options"], say, f"{within}{name}.")
    return shown


def shortened(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same, but what two options have in common is written once: suboptions with the same suboptions."""
    first: dict[str, dict[str, Any]] = {}
    for option in options.values():
        for name, one in option.get("suboptions", {}).items():
            inner = one.get("suboptions")
            if inner and name in first and first[name]["suboptions"] == inner:
                first[name]["suboptions"] = yaml_text.First(inner, name)
                one["suboptions"] = yaml_text.Again(inner, name)
            elif inner:
                first.setdefault(name, one)
    return options


def described(paragraphs: list[str]) -> Any:
    """One paragraph by itself, several as a list."""
    return paragraphs[0] if len(paragraphs) == 1 else paragraphs
