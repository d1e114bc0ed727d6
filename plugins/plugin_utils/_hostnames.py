# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The host names of gateways in the inventory."""

from __future__ import annotations

import typing as t
from collections import Counter

from ..module_utils._engine.errors import Refused
from ..module_utils._engine.names import snake
from ..module_utils._resources.vpn_gateway import VPN_GATEWAY

Gateway = t.Mapping[str, t.Any]

_TAG = "tag:"
_NOT_TEXT = ("eni_instance_ids", "reservation_data", "tag", "tags")
_ATTRIBUTES = sorted({"region", *map(snake, VPN_GATEWAY.returns)}.difference(_NOT_TEXT))


def check(preferences: t.Iterable[str]) -> None:
    """Raises Refused for a preference that no gateway can have a value for."""
    for preference in preferences:
        if preference not in _ATTRIBUTES and not preference[len(_TAG) :] * preference.startswith(_TAG):
            raise Refused(
                f"hostnames: {preference!r} is not allowed; allowed: {_TAG}NAME or an attribute of a VPN gateway: "
                f"{', '.join(_ATTRIBUTES)}"
            )


def hostnames(gateways: t.Sequence[Gateway], preferences: t.Sequence[str]) -> list[str]:
    """The name of each gateway: the first preference that it has a value for.

    Gateways that would share a name get their IDs as names. If one of them got the name, the order of the service's
    list would decide which, and the host could be another gateway in the next run."""
    ids = [gateway[VPN_GATEWAY.id_option] for gateway in gateways]
    names = [_first(gateway, preferences) or identifier for gateway, identifier in zip(gateways, ids)]
    uses = Counter(names)
    uses.update(identifier for identifier, name in zip(ids, names) if identifier != name)
    return [name if uses[name] == 1 else identifier for identifier, name in zip(ids, names)]


def _first(gateway: Gateway, preferences: t.Iterable[str]) -> str:
    values = (_value(gateway, preference) for preference in preferences)
    return next((str(value) for value in values if value not in (None, "")), "")


def _value(gateway: Gateway, preference: str) -> t.Any:
    if preference.startswith(_TAG):
        return (gateway.get("tags") or {}).get(preference[len(_TAG) :])
    return gateway.get(preference)
