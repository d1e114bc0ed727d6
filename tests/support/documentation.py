# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DOCUMENTATION, EXAMPLES and RETURN of modules and plugins."""

from __future__ import annotations

import ast
import functools
from pathlib import Path


@functools.cache
def constant(path: Path, name: str) -> str:
    """The text that the file assigns to the name."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return str(ast.literal_eval(node.value))
    raise AssertionError(f"{path} has no {name}")
