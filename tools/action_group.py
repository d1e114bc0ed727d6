# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action group in meta/runtime.yml: every module, so that playbooks can set the connection once."""

from __future__ import annotations

from tools import facts
from tools.collection import ROOT

PATH = "meta/runtime.yml"
_GROUP = "\naction_groups:\n  all:\n"


def text() -> str:
    """The whole file, with all modules in its last list."""
    head, _group, _old = (ROOT / PATH).read_text(encoding="utf-8").partition(_GROUP)
    return head + _GROUP + "".join(f"    - {name}\n" for name in facts.modules())
