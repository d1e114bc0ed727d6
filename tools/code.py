# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python of a module: imports, and one call."""

from __future__ import annotations

from tools import collection
from tools.facts import LIST, Module
from tools.yaml_text import WIDTH

_MAIN = """
def main() -> None:
    {call}


if __name__ == "__main__":
    main()
"""


def text(module: Module) -> str:
    """The code of a module."""
    names, imports = [], []
    if module.resource:
        names.append(module.subject.upper())
        imports.append(import_of(f"module_utils._resources.{module.subject}", names[-1]))
    if module.task:
        names.append(module.task.constant)
        imports.append(import_of(f"module_utils._tasks.{module.task.file}", names[-1]))
    run = "run_task" if not module.resource else "run_info" if module.part == LIST else "run"
    imports.insert(0, import_of("module_utils._module", run))
    return "".join([*imports, "\n", _MAIN.format(call=f"{run}({', '.join(names)})")])


def import_of(file: str, name: str) -> str:
    """The line, or lines, that import a name from a file of the plugins."""
    head = f"from {collection.PACKAGE}.plugins.{file} import"
    line = f"{head} {name}\n"
    return line if len(line) <= WIDTH + 1 else f"{head} (\n    {name},\n)\n"
