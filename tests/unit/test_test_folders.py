# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a folder of tests may import of the others, so that none imports another in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
_SHARED = {"support", "emulator"}
MAY_IMPORT = {
    "emulator": set(),
    "support": {"emulator"},
    "bench": _SHARED,
    "chaos": _SHARED,
    "component": _SHARED | {"bench"},
    "demo": _SHARED,
    "docs": _SHARED,
    "e2e": _SHARED,
    "integration": _SHARED,
    "meta": _SHARED | {"ansible_test", "run", "steps"},
    "unit": _SHARED,
    # Files of tests itself.
    "ansible_test": {"support"},
    "covered": {"support"},
    "inputs": {"support"},
    "run": {"steps", "support"},
    "steps": {"support"},
}


def _files(name: str) -> list[Path]:
    return [*TESTS.glob(f"{name}.py"), *TESTS.glob(f"{name}/**/*.py")]


def _imported(path: Path) -> Iterator[str]:
    """What a file imports of tests: the folders, or files, directly below."""
    here = ("tests", *path.relative_to(TESTS).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else ()
            within = [*start, *(node.module.split(".") if node.module else ())]
            modules = [[*within, alias.name] for alias in node.names]
        else:
            continue
        yield from (parts[1] for parts in modules if parts[0] == "tests" and len(parts) > 1)


def test_every_folder_is_known() -> None:
    python = {path.relative_to(TESTS).parts[0].removesuffix(".py") for path in TESTS.rglob("*.py")}
    assert python - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_a_folder_imports_only_what_it_may(name: str) -> None:
    for path in _files(name):
        assert set(_imported(path)) <= MAY_IMPORT[name] | {name}, path


def test_no_circle_is_allowed() -> None:
    left = dict(MAY_IMPORT)
    while left:
        free = [name for name, others in left.items() if not others & left.keys()]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]
