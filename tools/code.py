# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python of a module that a descriptor says everything about."""

from __future__ import annotations

from tools import collection, facts
from tools.facts import LIST, Module
from tools.yaml_text import WIDTH

_MAIN = """
def main():
    {run}({constant})


if __name__ == "__main__":
    main()
"""


def plain(module: Module) -> str:
    """Imports, and one call."""
    run = "run_info" if module.part == LIST else "run"
    constant = facts.constant(module.resource)
    shared = f"{collection.PACKAGE}.plugins.module_utils"
    imports = [_import(f"{shared}._module", run), _import(f"{shared}._resources.{module.subject}", constant)]
    return "".join(imports) + "\n" + _MAIN.format(run=run, constant=constant)


def _import(package: str, name: str) -> str:
    line = f"from {package} import {name}\n"
    return line if len(line) <= WIDTH + 1 else f"from {package} import (\n    {name},\n)\n"
