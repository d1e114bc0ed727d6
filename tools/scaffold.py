# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tools.scaffold NAME`` writes the texts of a new resource; those that are empty have to be filled in."""

from __future__ import annotations

import sys
from typing import Any

from tools import complete, facts, texts, yaml_text
from tools.facts import LIST, MANAGE, Module

_HEAD = """---
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""


def skeleton(modules: list[Module]) -> str:
    """The texts about a resource as far as they follow from its descriptor, and the others empty."""
    titles = f"{modules[0].resource.title}s"
    data: dict[str, Any] = {
        "readme": {"en": titles, "zh": ""},
        MANAGE: {
            "short_description": f"Manage {titles} of Alibaba Cloud",
            "description": f"Creates, updates and deletes {titles}.",
            "examples": "",
        },
        LIST: {"short_description": f"List {titles} of Alibaba Cloud", "examples": ""},
    }
    for gap in complete.gaps(modules):
        section, key = gap.keys
        data.setdefault(section, {}).setdefault(key, "")
    return _HEAD + yaml_text.dump(data)


def main(arguments: list[str]) -> int:
    """The exit code."""
    (name,) = arguments if len(arguments) == 1 else ("",)
    if name not in facts.resources():
        print(f"usage: python -m tools.scaffold NAME; NAME is one of {', '.join(facts.resources())}", file=sys.stderr)
        return 2
    path = texts.FOLDER / f"{name}.yml"
    if path.exists():
        print(f"{texts.of(name).name} exists; python -m tools.generate names what it lacks", file=sys.stderr)
        return 1
    modules = [module for module in facts.modules().values() if module.subject == name]
    path.write_text(skeleton(modules), encoding="utf-8")
    print(f"{texts.of(name).name}: written. Fill in the empty texts, then run make generate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
