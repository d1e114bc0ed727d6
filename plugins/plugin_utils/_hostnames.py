# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a gateway is called in the inventory."""

from __future__ import annotations

import typing as t
from collections import Counter

from ..module_utils._engine.errors import Refused
from ..module_utils._engine.resource import snake
from ..module_utils._resources.vpn_gateway import VPN_GATEWAY

Gateway = t.Mapping[str, t.Any]

_TAG = "tag:"
_NO_TEXT = ("eni_instance_ids", "reservation_data", "tag", "tags")
_ATTRIBUTES = sorted({"region", *map(snake, VPN_GATEWAY.returns)}.difference(_NO_TEXT))


def check(preferences: t.Iterable[str]) -> None:
    """Raises Refused for a preference that no gateway can meet."""
    for preference in preferences:
        if preference not in _ATTRIBUTES and not preference[len(_TAG) :] * preference.startswith(_TAG):
            raise Refused(
                f"hostnames: {preference!r} is neither {_TAG}NAME nor an attribute of a VPN gateway: "
                f"{', '.join(_ATTRIBUTES)}"
            )


def hostnames(gateways: t.Sequence[Gateway], preferences: t.Sequence[str]) -> list[str]:
    """A name for each gateway: the first preference that it has a value for.

    A name that several would have is nobody's, and they go by their ids. Which of them it fell to would depend on the
    order of the service, and a host would be another gateway from one run to the next."""
    ids = [gateway[VPN_GATEWAY.id_option] for gateway in gateways]
    wanted = [_first(gateway, preferences) or own for gateway, own in zip(gateways, ids)]
    takers = Counter(wanted)
    takers.update(own for own, name in zip(ids, wanted) if own != name)
    return [name if takers[name] == 1 else own for own, name in zip(ids, wanted)]


def _first(gateway: Gateway, preferences: t.Iterable[str]) -> str:
    values = (_value(gateway, preference) for preference in preferences)
    return next((str(value) for value in values if value not in (None, "")), "")


def _value(gateway: Gateway, preference: str) -> t.Any:
    if preference.startswith(_TAG):
        return (gateway.get("tags") or {}).get(preference[len(_TAG) :])
    return gateway.get(preference)
