# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on demand: rules ``ACTION:FAULT:AMOUNT`` that make the service refuse or delay requests or lose answers."""

from __future__ import annotations

import random
from collections.abc import Container
from dataclasses import dataclass, field

from .errors import ServiceError

ALLOWED = (
    "a rule is ACTION:FAULT:AMOUNT; ACTION is an API action or *; FAULT is drop-answer, throttle, an HTTP status from "
    "500 to 599, code=CODE or delay=SECONDS; AMOUNT is a whole number (the first requests) or a fraction below 1"
)
_UNAVAILABLE = "The request has failed due to a temporary failure of the server."


@dataclass
class Rule:
    """A fault rule; ``left`` counts down, ``chance`` stays."""

    action: str
    fault: str
    left: int = 0
    chance: float = 0.0

    @classmethod
    def parse(cls, text: str, actions: Container[str]) -> Rule:
        """Read a rule; a wrong one is a ValueError that names it and what is allowed."""
        action, _unused, rest = text.partition(":")
        fault, _unused, amount = rest.rpartition(":")
        rule = cls(action, fault)
        known_action = action == "*" or action in actions
        if not (known_action and _is_fault(fault) and rule._take_amount(amount)):
            raise ValueError(f"fault {text!r}: {ALLOWED}")
        return rule

    def _take_amount(self, amount: str) -> bool:
        if amount.isascii() and amount.isdigit():
            self.left = int(amount)
            return self.left > 0
        self.chance = _seconds(amount)
        return 0 < self.chance < 1

    def applies(self, action: str, chance: random.Random) -> bool:
        """Whether the rule applies to this request, which is then counted."""
        if self.action not in ("*", action):
            return False
        if self.chance:
            return chance.random() < self.chance
        self.left -= 1
        return self.left >= 0


@dataclass(frozen=True)
class Effect:
    """What happens to a request."""

    delay: float = 0.0
    cut: bool = False
    status: int | None = None
    code: str | None = None

    def refusal(self) -> ServiceError | None:
        """The 5xx answer that replaces the action, if there is one."""
        return None if self.status is None else ServiceError("ServiceUnavailable", _UNAVAILABLE, self.status)


@dataclass
class Faults:
    """The rules in force."""

    chance: random.Random
    rules: list[Rule] = field(default_factory=list)

    def next(self, action: str) -> Effect:
        """What happens to the next request for ``action``: all delays, and the first other rule that applies."""
        delay = 0.0
        hit = ""
        for rule in self.rules:
            if (rule.fault.startswith("delay=") or not hit) and rule.applies(action, self.chance):
                if rule.fault.startswith("delay="):
                    delay += _seconds(rule.fault[len("delay=") :])
                else:
                    hit = rule.fault
        return Effect(
            delay=delay,
            cut=hit == "drop-answer",
            status=int(hit) if hit.isdecimal() else None,
            code="Throttling.User" if hit == "throttle" else hit.removeprefix("code=") if "=" in hit else None,
        )


def _is_fault(fault: str) -> bool:
    if fault in ("drop-answer", "throttle"):
        return True
    name, _unused, value = fault.partition("=")
    if name == "code":
        return bool(value)
    if name == "delay":
        return _seconds(value) > 0
    return fault.isascii() and fault.isdigit() and 500 <= int(fault) <= 599


def _seconds(text: str) -> float:
    """A positive decimal number, or 0 for anything else (also for inf and nan)."""
    return float(text) if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit() else 0.0
