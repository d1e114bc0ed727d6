# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource that no module of the collection manages: customer gateways under another name, with more to say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change, Field
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Choice, Int
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY
from tools.facts import LIST, MANAGE, Module

NAME = "road"


def resource(*more: Field, **changes: Any) -> Resource:
    """The resource, with more fields."""
    changes.setdefault("fields", (*CUSTOMER_GATEWAY.fields, *more))
    return replace(CUSTOMER_GATEWAY, name=NAME, title=NAME, **changes)


def modules(*more: Field, **changes: Any) -> list[Module]:
    """Its two modules."""
    one = resource(*more, **changes)
    return [Module(NAME, NAME, MANAGE, one), Module(f"{NAME}_info", NAME, LIST, one)]


# The create action knows these parameters; the contract names a default for none of them.
LANES = Field("lanes", "Lanes", Int(1, 8), change=Change.IMMUTABLE)
SURFACE = Field("surface", "Surface", Choice(("tar", "gravel")), change=Change.WRITE_ONLY)
