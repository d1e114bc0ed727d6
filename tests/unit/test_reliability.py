# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests that docs/reliability.md names exist."""

from __future__ import annotations

import ast
import re

import pytest

from tests.support import tree

NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (tree.ROOT / "docs/reliability.md").read_text("utf-8"))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_named_test_exists(path: str, name: str) -> None:
    nodes = ast.walk(ast.parse((tree.ROOT / path).read_text("utf-8")))
    names = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert name in names if name else any(one.startswith("test_") for one in names)
