# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of the collection with their argument specs, and what the descriptors say about each option."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tools import collection, texts
from tools.collection import ROOT

MANAGE, LIST = "manage", "list"  # what a module does, and so the part of a file of texts that is about it
_INFO = "_info"


@dataclass(frozen=True)
class Task:
    """A constant of a file in _tasks: a whole task that fits no descriptor, or an extension of one."""

    file: str
    constant: str
    value: Any


@dataclass(frozen=True)
class Module:
    """`subject` is what it is about, and the name of its file of texts; `resource` the descriptor, if it has one.
    `task` is what it does instead, or besides."""

    name: str
    subject: str
    part: str
    resource: Any = None
    task: Task | None = None

    @property
    def path(self) -> str:
        """Where it stands in the repository."""
        return f"plugins/modules/{self.name}.py"

    def spec(self) -> dict[str, Any]:
        """The whole argument spec."""
        seam = collection.load("plugins.module_utils._module")
        spec: dict[str, Any] = seam.connection_spec()
        if self.resource:
            spec.update((seam.info_spec if self.part == LIST else seam.state_spec)(self.resource))
        return {**spec, **(self.task.value.spec() if self.task else {})}


@functools.cache
def resources() -> dict[str, Any]:
    """Every descriptor by its name."""
    kind = collection.load("plugins.module_utils._engine.resource").Resource
    return {value.name: value for _file, _constant, value in _constants("_resources") if isinstance(value, kind)}


@functools.cache
def tasks() -> dict[str, Task]:
    """The tasks and extensions by the names of their constants."""
    engine = collection.load("plugins.module_utils._engine.task")
    return {
        constant: Task(file, constant, value)
        for file, constant, value in _constants("_tasks")
        if isinstance(value, (engine.Task, engine.Extension))
    }


@functools.cache
def modules() -> dict[str, Module]:
    """Two modules for each descriptor, whether they are written already or not, and one for each task."""
    found = {}
    for name, resource in resources().items():
        found[name] = Module(name, name, MANAGE, resource, _extension(name))
        found[f"{name}{_INFO}"] = Module(f"{name}{_INFO}", name, LIST, resource)
    for constant, task in tasks().items():
        if hasattr(task.value, "read_only"):
            subject, only_reads = constant.lower().removesuffix(_INFO), task.value.read_only
            name = f"{subject}{_INFO}" if only_reads else subject
            found[name] = Module(name, subject, LIST if only_reads else MANAGE, task=task)
    return dict(sorted(found.items()))


def _extension(subject: str) -> Task | None:
    """What a module does besides, which its texts name."""
    constant = texts.of(subject).get(MANAGE, "extension")
    return tasks()[constant] if constant else None


def _constants(package: str) -> list[tuple[str, str, Any]]:
    """File, name and value of each constant in the files of a package."""
    files = sorted(path.stem for path in (ROOT / "plugins" / "module_utils" / package).glob("[!_]*.py"))
    loaded = [(file, collection.load(f"plugins.module_utils.{package}.{file}")) for file in files]
    return [(file, *each) for file, module in loaded for each in vars(module).items() if each[0].isupper()]


def result(module: Module) -> str:
    """How markup reaches what a module returns: vpn_gateway, or each one of vpn_gateways[]."""
    if module.resource is None:
        return ""
    return f"{module.resource.plural}[]" if module.part == LIST else str(module.resource.name)


def connection_spec() -> dict[str, Any]:
    """The options that every module takes."""
    spec: dict[str, Any] = collection.load("plugins.module_utils._module").connection_spec()
    return spec


def fields(resource: Any, part: str) -> dict[str, Any]:
    """The fields behind options, by dotted name."""
    return _by_path(resource.filters if part == LIST else resource.fields)


def _by_path(parameters: Iterable[Any], within: str = "") -> dict[str, Any]:
    found = {}
    for one in parameters:
        found[within + one.name] = one
        found.update(_by_path(one.kind.members, f"{within}{one.name}."))
    return found


def options(spec: Mapping[str, Any], within: str = "") -> dict[str, Mapping[str, Any]]:
    """Every option of an argument spec by its dotted name, those of dictionaries too."""
    found = {}
    for name, option in spec.items():
        found[within + name] = option
        found.update(options(option.get("options") or {}, f"{within}{name}."))
    return found
