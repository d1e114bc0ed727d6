# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the house that no linter knows (docs/architecture.md)."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator import contract
from tests.support.descriptors import ALL

ROOT = Path(__file__).resolve().parents[2]
UTILS = ROOT / "plugins" / "module_utils"
PRIVATE = sorted(path for path in UTILS.rglob("*.py") if path.name != "__init__.py")
PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
EMULATOR = sorted((ROOT / "tests" / "emulator").rglob("*.py"))

# What each part may import of the others.
MAY = {
    "_rpc": {"_rpc"},
    "_engine": {"_engine", "_rpc"},
    "_resources": {"_resources", "_engine"},
    "_by_hand": {"_by_hand", "_resources", "_engine", "_rpc", "_module"},
    "_module": {"_engine", "_rpc"},
}


def short(path: Path) -> str:
    """For the ids of parametrised tests."""
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path, tree: ast.AST | None = None) -> Iterator[tuple[str, ...]]:
    """Every imported module in parts, relative ones resolved from the repository root."""
    here = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(tree or _tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            module = tuple(node.module.split(".")) if node.module else ()
            for alias in node.names:
                yield (*base, *module, alias.name)


def _at_import(path: Path) -> ast.Module:
    """Only what runs when the module is imported: no function bodies, nothing under TYPE_CHECKING."""

    class Without(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

        def visit_If(self, node: ast.If) -> ast.AST | None:
            return None if "TYPE_CHECKING" in ast.unparse(node.test) else node

    return Without().visit(_tree(path))


def _part(path: Path) -> str:
    return path.relative_to(UTILS).parts[0].removesuffix(".py")


def _code_lines(path: Path) -> int:
    """Lines with code on them: no comments, no documentation, no blank ones."""
    text = path.read_text(encoding="utf-8")
    documentation = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            documentation.update(range(node.lineno, node.end_lineno + 1))
    dull = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in dull:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - documentation)


@pytest.mark.parametrize("path", PRIVATE, ids=short)
class TestModuleUtils:
    def test_imports_go_one_way(self, path: Path) -> None:
        for parts in _imports(path):
            if parts[:2] == ("plugins", "module_utils"):
                assert parts[2].removesuffix(".py") in MAY[_part(path)], ".".join(parts)
            assert parts[0] != "ansible_collections"

    def test_only_the_seam_knows_ansible(self, path: Path) -> None:
        if _part(path) not in ("_module", "_by_hand"):
            assert "ansible" not in {parts[0] for parts in _imports(path)}

    def test_libraries_are_imported_when_they_are_needed(self, path: Path) -> None:
        """A module that fails on an option must not need them, and starting up must be quick."""
        loaded = {parts[0] for parts in _imports(path, _at_import(path))}
        assert not loaded & {"requests", "jmespath", "yaml", "concurrent"}

    def test_says_that_it_is_private(self, path: Path) -> None:
        assert "private to the collection" in path.read_text(encoding="utf-8")

    def test_is_one_idea(self, path: Path) -> None:
        assert _code_lines(path) <= 300


@pytest.mark.parametrize("path", [path for path in PRIVATE if _part(path) in ("_engine", "_rpc")], ids=short)
def test_the_engine_names_no_kind_of_resource(path: Path) -> None:
    """Else the next resource would be an `if` and not a value."""
    if path == UTILS / "_rpc" / "errors.py":
        return  # the one table of the service's codes and what to do about them
    names = {resource.name for resource in ALL} | {resource.title for resource in ALL if len(resource.title) > 5}
    wires = {field.wire for resource in ALL for field in resource.fields if len(field.wire) > 4}
    wires |= {resource.identity.id for resource in ALL if resource.identity.id}
    code = list(_texts(_tree(path)))
    allowed = {"DiagnoseVpnConnections"}  # a read whose name does not say so
    for action in set(contract.load().actions) - allowed - GENERAL:
        assert not [text for text in code if action in text.split()]
    for name in names:
        assert not [text for text in code if name in text]
    assert not (wires - {"RegionId"}) & set(code)


def _texts(tree: ast.Module) -> Iterator[str]:
    """Every text in the code, without the documentation."""
    nodes = list(ast.walk(tree))
    documented = [node for node in nodes if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    documentation = {ast.get_docstring(node, clean=False) for node in documented}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in documentation:
            yield node.value


# The tag actions are the same for every kind of resource.
GENERAL = {"TagResources", "UnTagResources"}


@pytest.mark.parametrize("path", EMULATOR, ids=short)
def test_the_stand_in_cloud_knows_nothing_of_the_client(path: Path) -> None:
    for parts in _imports(path):
        assert parts[0] not in ("ansible", "ansible_collections", "plugins")


@pytest.mark.parametrize("path", PLUGINS, ids=short)
def test_the_client_knows_nothing_of_the_stand_in_cloud(path: Path) -> None:
    assert "tests" not in {parts[0] for parts in _imports(path)}
    assert "emulator" not in path.read_text(encoding="utf-8").lower()
