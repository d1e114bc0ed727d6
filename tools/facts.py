# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of the collection with their argument specs, and what the descriptors say about each option."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unittest import mock

from tools import collection
from tools.collection import ROOT

MANAGE, LIST = "manage", "list"  # what a module does, and so the part of a file of texts that is about it


@dataclass(frozen=True)
class Module:
    """`subject` is what it is about, and the name of its file of texts; `resource` the descriptor, if it has one."""

    name: str
    subject: str
    part: str
    resource: Any = None

    @property
    def path(self) -> str:
        """Where it stands in the repository."""
        return f"plugins/modules/{self.name}.py"


@functools.cache
def resources() -> dict[str, Any]:
    """Every descriptor by its name."""
    kind = collection.load("plugins.module_utils._engine.resource").Resource
    found = {}
    for path in sorted((ROOT / "plugins" / "module_utils" / "_resources").glob("[!_]*.py")):
        module = collection.load(f"plugins.module_utils._resources.{path.stem}")
        found.update({each.name: each for each in vars(module).values() if isinstance(each, kind)})
    return dict(sorted(found.items()))


@functools.cache
def modules() -> dict[str, Module]:
    """Two modules for each descriptor, whether they are written already or not, and the modules that have none."""
    found = {}
    for name, resource in resources().items():
        found[name] = Module(name, name, MANAGE, resource)
        found[f"{name}_info"] = Module(f"{name}_info", name, LIST, resource)
    for path in (ROOT / "plugins" / "modules").glob("*.py"):
        subject = path.stem.removesuffix("_info")
        part = LIST if subject != path.stem else MANAGE
        found.setdefault(path.stem, Module(path.stem, subject, part))
    return dict(sorted(found.items()))


def result(module: Module) -> str:
    """How markup reaches what a module returns: vpn_gateway, or each one of vpn_gateways[]."""
    if module.resource is None:
        return ""
    return f"{module.resource.plural}[]" if module.part == LIST else str(module.resource.name)


def constant(resource: Any) -> str:
    """How Python code names a descriptor."""
    return str(resource.name).upper()


def connection_spec() -> dict[str, Any]:
    """The options that every module takes."""
    spec: dict[str, Any] = collection.load("plugins.module_utils._module").connection_spec()
    return spec


def descriptor_spec(module: Module) -> dict[str, Any]:
    """The argument spec that follows from the descriptor alone."""
    seam = collection.load("plugins.module_utils._module")
    spec: dict[str, Any] = (seam.info_spec if module.part == LIST else seam.state_spec)(module.resource)
    return spec


class _Recorded(Exception):
    """Ends a module where it would begin to work."""


def recorded_spec(module: Module) -> dict[str, Any]:
    """The argument spec that a module's own code hands to Ansible."""
    seam = collection.load("plugins.module_utils._module")
    with contextlib.suppress(_Recorded), mock.patch.object(seam, "AnsibleModule", side_effect=_Recorded) as recorder:
        collection.load(f"plugins.modules.{module.name}").main()
    spec: dict[str, Any] = recorder.call_args.kwargs["argument_spec"]
    return spec


def fields(resource: Any, part: str) -> dict[str, Any]:
    """The fields behind options, by dotted name."""
    found = {}
    for field in resource.filters if part == LIST else resource.fields:
        found[field.name] = field
        for member in getattr(field.kind, "members", ()):
            found[f"{field.name}.{member.name}"] = member
    return found


def options(spec: Mapping[str, Any], within: str = "") -> dict[str, Mapping[str, Any]]:
    """Every option of an argument spec by its dotted name, those of dictionaries too."""
    found = {}
    for name, option in spec.items():
        found[within + name] = option
        found.update(options(option.get("options") or {}, f"{within}{name}."))
    return found
