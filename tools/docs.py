# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DOCUMENTATION and EXAMPLES of a module."""

from __future__ import annotations

from typing import Any

from tools import collection, facts, fragments, specs, texts, words
from tools.facts import MANAGE, Module
from tools.sentences import about, names_of, phrases
from tools.yaml_text import Block

AUTHOR = "alicloud.vpn developers (@alicloud-vpn)"


def documentation(module: Module) -> dict[str, Any]:
    """What ansible-doc shows of a module, but for its results."""
    spec = module.spec()
    said = texts.of(module.subject)
    used = fragments.used(module, spec)
    section = "options" if module.part == MANAGE else "filters"
    covered = fragments.covered(used) - set(said.data.get(section) or {})
    own = {name: option for name, option in spec.items() if name not in covered}
    own.update(
        {name: own.pop(name) for name in ("wait_timeout",) if name in own}
    )  # what is the same everywhere is last
    doc: dict[str, Any] = {
        "module": module.name,
        "short_description": said.need(module.part, "short_description"),
        "version_added": said.get(module.part, "version_added") or texts.of(texts.COMMON).need("version_added"),
        "description": sentences(module, "description"),
        "author": [AUTHOR],
        "options": specs.shortened(specs.documented(own, lambda name: about(module, name))),
        "extends_documentation_fragment": Block(f"{collection.NAME}.{name}" for name in used),
    }
    if said.get(module.part, "requirements"):
        doc["requirements"] = said.need(module.part, "requirements")
    notes = sentences(module, "notes") if said.get(module.part, "notes") else []
    if "recreate" in spec and module.resource:
        notes.append(f"If O(recreate=true) recreates the {module.resource.title}, {module.resource.recreation}.")
    if notes:
        doc["notes"] = notes
    doc["seealso"] = [{"module": f"{collection.NAME}.{name}"} for name in _related(module)]
    return doc


def sentences(module: Module, key: str) -> list[str]:
    """The paragraphs of a part of the texts, with the names of the resource in them."""
    known = {**phrases(), **names_of(module.resource), "result": facts.result(module)}
    said = texts.of(module.subject).get(module.part, key) or texts.of(texts.COMMON).need(module.part, key)
    return [words.filled(each, known) for each in texts.paragraphs(said)]


def examples(module: Module) -> str:
    """The tasks, as they are written in the texts."""
    return str(texts.of(module.subject).need(module.part, "examples"))


def _related(module: Module) -> list[str]:
    """The other one of the two modules of a subject first."""
    twin = f"{module.subject}_info" if module.part == MANAGE else module.subject
    more = texts.of(module.subject).get(module.part, "seealso") or []
    return [*([twin] if twin in facts.modules() else []), *more]
