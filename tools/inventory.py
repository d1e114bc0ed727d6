# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the inventory plugin, whose code is written by hand."""

from __future__ import annotations

import re
from typing import Any

from tools import facts, specs, texts, yaml_text
from tools.collection import ROOT
from tools.sentences import about

PATH = "plugins/inventory/vpn_gateways.py"
_DOCUMENTATION = re.compile(r'^DOCUMENTATION = r"""\n---\n.*?^"""\n', re.DOTALL | re.MULTILINE)


def text() -> str:
    """The whole file, with its documentation as it ought to be."""
    documentation = dict(texts.of("inventory").need("documentation"))
    documentation["options"] = {name: _option(option) for name, option in documentation["options"].items()}
    block = f'DOCUMENTATION = r"""\n---\n{yaml_text.dump(documentation)}"""\n'
    return _DOCUMENTATION.sub(lambda _old: block, (ROOT / PATH).read_text(encoding="utf-8"), count=1)


def _option(option: dict[str, Any]) -> dict[str, Any]:
    """An option as the texts have it; those inside it may be the filters of a module."""
    if "filters_of" not in option:
        return option
    info = facts.modules()[option["filters_of"]]
    filters = {each.name: each.spec() for each in info.resource.filters}
    rest = {key: value for key, value in option.items() if key != "filters_of"}
    return {**rest, "suboptions": specs.documented(filters, lambda name: about(info, name))}
