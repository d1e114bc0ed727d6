# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether there is a text about everything, and something for every file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tools import facts, fragments, returns, texts
from tools.collection import ROOT
from tools.facts import Module
from tools.sentences import SECTIONS, about
from tools.texts import TextProblem

# Texts that are not about a subject of modules.
OTHERS = {
    texts.COMMON,
    "awx",
    "coverage",
    "error_codes",
    "fragments",
    "from_terraform",
    "inventory",
    "ram_policies",
    "readme",
}


class Gap(NamedTuple):
    """A place of a file of texts where one is missing, or empty."""

    keys: tuple[str, ...]
    message: str


def problems() -> list[str]:
    """All that is missing, and all that is too much."""
    gaps = [gap.message for subject in subjects() for gap in gaps_of(subject)]
    return [*gaps, *strays(texts.FOLDER, subjects() | OTHERS), *_stray_plugins()]


def subjects() -> set[str]:
    """What modules are about; each has a file of texts."""
    return {module.subject for module in facts.modules().values()}


def gaps_of(subject: str) -> list[Gap]:
    """The texts that the modules about a subject lack."""
    return gaps([module for module in facts.modules().values() if module.subject == subject])


def gaps(modules: Sequence[Module]) -> list[Gap]:
    """The texts that the modules about one subject lack."""
    subject, resource = modules[0].subject, modules[0].resource
    found = [_missing(subject, "readme", language) for language in ("en", "zh")]
    for module in modules:
        found += [_missing(subject, module.part, key) for key in ("short_description", "examples")]
        found += [_unsaid(module, option) for option in facts.options(_own_spec(module))]
    for path in returns.unsaid(resource) if resource else ():
        found.append(Gap(("returns", path), f"{texts.of(subject).name}: returns > {path} is missing"))
    return [gap for gap in found if gap]


def _missing(subject: str, *keys: str) -> Gap | None:
    try:
        texts.of(subject).need(*keys)
    except TextProblem as problem:
        return Gap(keys, str(problem))
    return None


def _unsaid(module: Module, option: str) -> Gap | None:
    try:
        about(module, option)
    except TextProblem as problem:
        return Gap((SECTIONS[module.part], option), str(problem))
    return None


def _own_spec(module: Module) -> dict[str, Any]:
    """The options that the module's own documentation is about."""
    spec = module.spec()
    covered = fragments.covered(fragments.used(module, spec))
    return {name: option for name, option in spec.items() if name not in covered}


def strays(folder: Path, names: set[str]) -> list[str]:
    """Files of a folder that are about nothing."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and path.stem not in names)
    return [f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path} is about nothing" for path in found]


def _stray_plugins() -> list[str]:
    plugins = ROOT / "plugins"
    return strays(plugins / "modules", set(facts.modules())) + strays(plugins / "doc_fragments", set(fragments.names()))
