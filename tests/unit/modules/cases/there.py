# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cases refer to, made when a case needs it."""

from __future__ import annotations

from tests.support.tasks import Tasks
from tests.unit.modules.cases.case import Case

# Each with what has to be there before.
_NEEDS = {"hq-office": ("hq", "office"), "hq-remote": ("ssl",), "spare-remote": ("spare-ssl",)}


def ids(tasks: Tasks, case: Case) -> dict[str, str]:
    """By the names in <>."""
    there: dict[str, str] = {}
    for name in case.references:
        for one in (*_NEEDS.get(name, ()), name):
            if one not in there:
                there[one] = _made(tasks, one)
    tasks.emulator.clear_log()
    return there


def _made(tasks: Tasks, name: str) -> str:
    if name in ("hq", "spare"):
        return tasks.gateway(name)
    if name in ("ssl", "spare-ssl"):
        return tasks.gateway(name, enable_ssl=True)
    if name == "sm":
        return tasks.gateway(name, vpn_type="NationalStandard")
    if name in ("office", "other"):
        return tasks.customer(name)
    if name == "hq-office":
        return tasks.connection(name)
    return tasks.ssl_server(name, vpn_gateway=_NEEDS[name][0])
