# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists in meta/runtime.yml: every module is in the action group, so that playbooks can set the connection once,
and every module has the same action plugin."""

from __future__ import annotations

from tools import facts
from tools.collection import ROOT

PATH = "meta/runtime.yml"
_LISTS = "\naction_groups:\n"
_PLUGIN = "alicloud.vpn.vpn_gateway"


def text() -> str:
    """The whole file, with all modules in its last two lists."""
    head = (ROOT / PATH).read_text(encoding="utf-8").partition(_LISTS)[0]
    group = "".join(f"    - {name}\n" for name in facts.modules())
    routing = "".join(f"    {name}:\n      action_plugin: {_PLUGIN}\n" for name in facts.modules())
    return f"{head}{_LISTS}  all:\n{group}plugin_routing:\n  modules:\n{routing}"
