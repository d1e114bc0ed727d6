# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire names and types of the official SDK's models, read from their source, because the models have no table."""

from __future__ import annotations

import functools
import inspect
import re

from alibabacloud_vpc20160428 import models

_MEMBER = re.compile(r"if m\.get\('(\w+)'\) is not None:.*?self\.(\w+)(?: =|\.append)", re.DOTALL)


@functools.cache
def members(model: str) -> dict[str, str]:
    """Wire name to type, as annotated: str, int, bool, List[...], main_models.X."""
    cls = getattr(models, model)
    types = {name: str(item.annotation) for name, item in inspect.signature(cls.__init__).parameters.items()}
    return {wire: _plain(types[name]) for wire, name in _MEMBER.findall(inspect.getsource(cls.from_map))}


def _plain(annotation: str) -> str:
    return re.sub(r"<class '(\w+)'>|(?:[\w.]*_models|[\w.]*models)\.", lambda m: m[1] or "", annotation).strip("'\"")


def request(action: str) -> dict[str, str]:
    """The parameters of an action."""
    return members(f"{action}Request")


def answer(action: str, path: tuple[str, ...] = ()) -> dict[str, str]:
    """The members of an action's answer at a path of wire names; of a list, the members of its items."""
    model = f"{action}ResponseBody"
    for name in path:
        kind = members(model)[name]
        model = re.sub(r"^(?:typing\.)?List\[(.*)\]$", r"\1", kind).split(".")[-1]
    return members(model)


def everything(model: str) -> set[str]:
    """The wire names of a model and of all models in it."""
    names: set[str] = set()
    for name, kind in members(model).items():
        inner = re.sub(r"^(?:typing\.)?List\[(.*)\]$", r"\1", kind).split(".")[-1]
        names |= {name} | (everything(inner) if hasattr(models, inner) else set())
    return names
