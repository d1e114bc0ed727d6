# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The kinds of addresses and networks. Networks are compared as networks: Cidr one, CidrList several in any order."""

from __future__ import annotations

import ipaddress
import typing as t
from dataclasses import dataclass

from .kind import Kind
from .kinds import Many


@dataclass(frozen=True)
class IpAddress(Kind):
    """One IPv4 address."""

    @property
    def allowed(self) -> str:
        return "an IPv4 address such as 203.0.113.10"

    def fits(self, value: str) -> bool:
        try:
            ipaddress.IPv4Address(value)
        except ValueError:
            return False
        return True


Network = t.Union[ipaddress.IPv4Network, ipaddress.IPv6Network]


def _network(value: str) -> Network:
    # The service may show host bits, and what a user gives has none.
    return ipaddress.ip_network(value.strip(), strict=False)


def _is_network(value: str) -> bool:
    try:
        return "/" in value and bool(ipaddress.ip_network(value.strip()))
    except ValueError:
        return False


def _instead(value: str) -> str:
    """What to give instead of a text that is not quite a network."""
    try:
        network = _network(value)
    except ValueError:
        return ""
    alone = "" if "/" in value else " for this address alone, or the network that it belongs to"
    return f"; give {network}{alone}"


@dataclass(frozen=True)
class Cidr(Kind):
    """One network, compared as a network."""

    @property
    def allowed(self) -> str:
        return "a network such as 10.0.0.0/24, with no host bits set"

    def fits(self, value: str) -> bool:
        return _is_network(value)

    def problems(self, path: str, value: str, secret: bool = False) -> list[str]:
        advice = "" if _is_network(value) else _instead(value)
        return [f"{text}{advice}" for text in super().problems(path, value, secret)]

    def canon(self, value: str) -> t.Any:
        return _network(value)

    def send(self, value: str) -> str:
        return str(_network(value))


@dataclass(frozen=True)
class CidrList(Many):
    """Networks whose order does not matter; sent as one text, separated by commas."""

    most: int = 10

    @property
    def allowed(self) -> str:
        return f"1 to {self.most} networks such as 10.0.0.0/24, with no host bits set"

    def fits(self, value: list[str]) -> bool:
        return 1 <= len(value) <= self.most and all(map(self.holds, value))

    def holds(self, network: str) -> bool:
        """Whether a text can be one of the networks."""
        return _is_network(network)

    def problems(self, path: str, value: list[str], secret: bool = False) -> list[str]:
        """Each network that is not allowed is named, not the whole list."""
        wrong = [network for network in value if not self.holds(network)]
        if not wrong:
            return super().problems(path, value, secret)
        advice = [f"{network!r} is not allowed{'' if _is_network(network) else _instead(network)}" for network in wrong]
        return [f"{path}: {', '.join(advice)}; allowed: {self.allowed}"]

    def canon(self, value: list[str]) -> t.Any:
        return frozenset(_network(block) for block in value)

    def send(self, value: list[str]) -> str:
        return ",".join(str(_network(block)) for block in value)

    def receive(self, raw: t.Any) -> list[str]:
        return raw if isinstance(raw, list) else [block.strip() for block in str(raw).split(",") if block.strip()]
