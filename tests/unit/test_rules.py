# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule that docs/architecture.md states and no linter knows. None has an exemption."""

from __future__ import annotations

import ast
import dataclasses
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_type_hints

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.emulator import contract
from tests.support.descriptors import ALL

ROOT = Path(__file__).resolve().parents[2]
UTILS = ROOT / "plugins" / "module_utils"
PRIVATE = sorted(path for path in UTILS.rglob("*.py") if path.name != "__init__.py")
CHECKS = sorted(path for name in ("check", "find") for path in ROOT.glob(f"roles/*/tasks/{name}.yml"))
PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
EMULATOR = sorted((ROOT / "tests" / "emulator").rglob("*.py"))

# What each room may import of the others, besides itself.
MAY = {
    "_rpc": set(),
    "_vpc": {"_engine", "_rpc"},
    "_engine": {"_rpc"},
    "_resources": {"_engine", "_vpc"},
    "_tasks": {"_resources", "_engine", "_vpc", "_rpc"},
    "_module": {"_engine", "_vpc", "_rpc"},
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


def _room(path: Path) -> str:
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
                assert parts[2] in MAY[_room(path)] | {_room(path)}, ".".join(parts)
            assert parts[0] != "ansible_collections"

    def test_only_the_interface_knows_ansible(self, path: Path) -> None:
        assert ("ansible" in {parts[0] for parts in _imports(path)}) == (_room(path) == "_module")

    def test_imports_are_statements(self, path: Path) -> None:
        """Ansible sends with a module what these name, wherever they are in a file."""
        assert "importlib" not in {parts[0] for parts in _imports(path)}
        assert "__import__" not in path.read_text(encoding="utf-8")

    def test_libraries_are_imported_when_they_are_needed(self, path: Path) -> None:
        """A module that fails on an option must not need them, and starting up must be quick."""
        loaded = {parts[0] for parts in _imports(path, _at_import(path))}
        assert not loaded & {"requests", "jmespath", "yaml", "concurrent"}

    def test_says_that_it_is_private(self, path: Path) -> None:
        assert "private to the collection" in path.read_text(encoding="utf-8")

    def test_is_one_idea(self, path: Path) -> None:
        assert _code_lines(path) <= 300


def test_a_task_that_changes_nothing_imports_little() -> None:
    """A module that is shipped compiles all that it imports, at each task."""
    files = {path.relative_to(ROOT).with_suffix("").parts: path for path in PRIVATE}
    imported, new = set(), {("plugins", "module_utils", "_module")}
    while new:
        imported |= new
        found = {parts for file in new for parts in _imports(files[file], _at_import(files[file]))}
        new = {parts if parts in files else parts[:-1] for parts in found} & files.keys() - imported
    names = {"/".join(parts[2:]) for parts in imported}
    assert "_engine/converge" in names
    seldom = {"_engine/apply", "_engine/creation", "_engine/listing", "_engine/private_files", "_rpc/metadata"}
    seldom |= {"_engine/dependents", "_engine/lock", "_engine/presence", "_engine/shown", "_engine/support"}
    assert not names & (seldom | {"_rpc/profiles", "_rpc/profile_files", "_rpc/sts", "_rpc/credentials_uri"})


def test_every_room_has_a_rule() -> None:
    assert {_room(path) for path in PRIVATE} == set(MAY)


def test_imports_have_no_circle() -> None:
    """Not for types either."""
    files = {path.relative_to(ROOT).with_suffix("").parts for path in PRIVATE}
    graph = {
        file: {
            parts[:-1] if parts[:-1] in files else parts
            for parts in _imports(ROOT.joinpath(*file[:-1], f"{file[-1]}.py"))
        }
        & files
        for file in files
    }
    assert len(list(TopologicalSorter(graph).static_order())) == len(files)


def _texts(tree: ast.Module) -> Iterator[str]:
    """Every text in the code, without the documentation."""
    nodes = list(ast.walk(tree))
    documented = [node for node in nodes if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    documentation = {ast.get_docstring(node, clean=False) for node in documented}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in documentation:
            yield node.value


@pytest.mark.parametrize("path", [path for path in PRIVATE if _room(path) in ("_engine", "_rpc")], ids=short)
class TestForAnyService:
    """The engine and the wire would serve another service unchanged."""

    def test_names_no_action(self, path: Path) -> None:
        words = {word for text in _texts(_tree(path)) for word in re.findall(r"\w+", text)}
        assert not words & set(contract.load().actions)

    def test_names_no_kind_of_resource(self, path: Path) -> None:
        """Else the next resource would be an `if` and not a value."""
        code = list(_texts(_tree(path)))
        for resource in ALL:
            for name in (resource.name, resource.title):
                assert not [text for text in code if re.search(rf"\b{re.escape(name)}\b", text)]

    def test_names_no_member_of_a_resource(self, path: Path) -> None:
        own = {name for resource in ALL for name in (*resource.returns, resource.identity.id) if name}
        own |= {field.wire for resource in ALL for field in resource.fields}
        for_all = set.intersection(*(set(action.parameters) for action in contract.load().actions.values()))
        assert not (own - for_all) & set(_texts(_tree(path)))


def test_a_resource_has_three_hooks() -> None:
    hints = get_type_hints(Resource)
    hooks = [
        one.name for one in dataclasses.fields(Resource) if getattr(hints[one.name], "__origin__", None) is Callable
    ]
    assert hooks == ["problems", "undeletable", "conflict"]


@pytest.mark.parametrize("path", EMULATOR, ids=short)
def test_the_stand_in_cloud_knows_nothing_of_the_client(path: Path) -> None:
    for parts in _imports(path):
        assert parts[0] not in ("ansible", "ansible_collections", "plugins")


@pytest.mark.parametrize("path", PLUGINS, ids=short)
def test_the_client_knows_nothing_of_the_stand_in_cloud(path: Path) -> None:
    assert "tests" not in {parts[0] for parts in _imports(path)}
    assert "emulator" not in path.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_role_has_one_task_that_tells_its_mistakes_by_rules(path: Path) -> None:
    role = path.parts[-3]
    tasks = yaml.safe_load(path.read_text(encoding="utf-8"))
    (task,) = (task for task in tasks if task.keys() & {"ansible.builtin.fail", "ansible.builtin.assert"})
    assert task["ansible.builtin.fail"] == {"msg": f"{{{{ __{role}_messages | join('\n') }}}}"}
    given = [value for name, value in task["vars"].items() if name.startswith(f"__{role}_rules")]
    grouped = [value for value in given if isinstance(value, dict)]
    lists = [
        value
        for value in (*given, *(inner for value in grouped for inner in value.values()))
        if isinstance(value, list)
    ]
    assert {frozenset(rule) for rules in lists for rule in rules} == {frozenset({"when", "message"})}
