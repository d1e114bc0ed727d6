# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about an option: the sentences of the texts, and those that follow from the descriptor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tools import api, facts, kinds, texts, words
from tools.facts import LIST, MANAGE, Module

SECTIONS = {MANAGE: "options", LIST: "filters"}


def option_text(module_name: str, option: str) -> list[str]:
    """The paragraphs about an option of a module, such as ``ike_config.psk`` of ``vpn_connection``."""
    return about(facts.modules()[module_name], option)


def about(module: Module, option: str) -> list[str]:
    """The paragraphs about an option: what the texts say, or what follows from the descriptor, or both."""
    resource, part, within = _place(module, option)
    field = facts.fields(resource, part).get(within) if resource else None
    known = {**phrases(), **names_of(resource), **_names_of_field(field)}
    said = texts.paragraphs(_said(module, option, resource, part, within, field))
    first, *rest = [words.filled(paragraph, known) for paragraph in said]
    more = [] if field is None else list(_facts(resource, field, part, within))
    limits = kinds.allowed(field.kind) if field is not None else ""
    if limits and "{allowed}" not in said[0] and not _is_tag_filter(field, part):
        more.insert(0, _sentence("allowed"))
    first = " ".join([first, *(words.filled(sentence, known) for sentence in more)])
    all_said = [
        first,
        *rest,
        *(words.filled(sentence, known) for sentence in _identity(resource, part, option, within)),
    ]
    return all_said if within == option else [_as_code(paragraph) for paragraph in all_said]


def _as_code(paragraph: str) -> str:
    """O() is for options of the module itself; an option beside a suboption is named as code."""
    return re.sub(r"\bO\(([^()]+)\)", r"C(\1)", paragraph)


def names_of(resource: Any) -> dict[str, str]:
    """What texts may call {title} and the like."""
    if resource is None:
        return {}
    identity = resource.identity
    others = [f"O({name})" for name in (identity.name, *identity.natural) if name]
    return {
        "title": resource.title,
        "titles": f"{resource.title}s",
        "a_title": words.with_article(resource.title),
        "id": resource.id_option,
        "name": identity.name,
        "parents": words.enumeration([f"O({name})" for name in identity.parents] or [""], "and"),
        "one_of": words.enumeration(["This", *others], "or") if len(others) > 1 else f"Either this or {others[0]}",
    }


def phrases() -> dict[str, str]:
    """What texts of several files ask for by its name."""
    return dict(texts.of(texts.COMMON).need("phrases"))


def _names_of_field(field: Any) -> dict[str, str]:
    if field is None:
        return {}
    target = getattr(field.kind, "target", None)
    return {
        "allowed": kinds.allowed(field.kind),
        "target": target.title if target else "",
        "initial": words.value(getattr(field, "initial", None)),
        "unless": getattr(field, "unless", ""),
    }


def _sentence(name: str) -> str:
    return str(texts.of(texts.COMMON).need("sentences", name))


def _place(module: Module, option: str) -> tuple[Any, str, str]:
    """Whose field an option is: suboptions may be the options of another resource."""
    if module.resource is None:
        for head, other in (texts.of(module.subject).get(module.part, "suboptions_of") or {}).items():
            if option.startswith(f"{head}."):
                return facts.resources()[other], MANAGE, option[len(head) + 1 :]
    return module.resource, module.part, option


def _said(module: Module, option: str, resource: Any, part: str, within: str, field: Any) -> Any:
    section = SECTIONS[part]
    own, common = texts.of(module.subject), texts.of(texts.COMMON)
    other = texts.of(resource.name) if resource else own
    said = own.get(section, option) or other.tail(section, within) or common.tail(section, within)
    said = said or _derived(resource, part, within, field)
    if part == LIST:
        said = said or own.get(SECTIONS[MANAGE], option) or common.tail(SECTIONS[MANAGE], within)
    if said is None:
        raise texts.TextProblem(f"{own.name}: {section} > {option} is missing")
    return said


def _derived(resource: Any, part: str, option: str, field: Any) -> str | None:
    """The sentence about an option that all resources have."""
    if resource is None:
        return None
    if resource.identity.id and option == resource.id_option:
        return _sentence("id")
    if part == LIST and resource.identity.id and option == f"{resource.id_option}s":
        return _sentence("ids")
    if getattr(getattr(field, "kind", None), "target", None):
        return _sentence("reference" if part == MANAGE or field.required else "reference_filter")
    return None


def _facts(resource: Any, field: Any, part: str, option: str) -> Iterator[str]:
    """What the descriptor and the contract say about an option."""
    if part == LIST:
        yield from _default(field, api.default(resource.actions.list, field.wire))
        return
    top = "." not in option
    initial = getattr(field, "initial", None)
    if top and field.required and (resource.identity.id or option not in resource.identity.natural):
        yield _sentence("required_unless" if field.unless else "required")
    if field.kind.members:
        yield _sentence("partial")
    if top and field.change.name == "IMMUTABLE" and resource.can_be_recreated:
        yield _sentence("immutable")
    if initial is not None:
        yield _sentence("initial")
    elif not field.required:
        yield from _default(field, api.default(resource.actions.create, *_wires(resource, _created(resource, option))))
    if top and field.change.name == "WRITE_ONLY":
        yield _sentence("along" if any(option in update.along for update in resource.updates) else "only_at_creation")


def _created(resource: Any, option: str) -> str:
    """The option that a create sends: one that it does not take may be a default of the objects in a list."""
    outer = facts.fields(resource, MANAGE)[option.partition(".")[0]]
    return f"{resource.shared.into}.{option}" if resource.shared and not outer.create else option


def _wires(resource: Any, option: str) -> Iterator[str]:
    """The names of the API that lead to an option."""
    names = option.split(".")
    known = facts.fields(resource, MANAGE)
    return (known[".".join(names[:depth])].wire for depth in range(1, len(names) + 1))


def _default(field: Any, given: Any) -> Iterator[str]:
    if given not in (None, ""):
        yield words.filled(_sentence("default"), {"default": words.value(field.kind.receive(given))})


def _identity(resource: Any, part: str, option: str, within: str) -> Iterator[str]:
    """How the option helps to find one."""
    if resource is None or not resource.identity.id:
        return
    identity, alone = resource.identity, within == option
    if part == MANAGE and within == identity.name:
        yield _sentence(("found" if alone else "found_in_task") + ("_within" if identity.parents else ""))
    if part == MANAGE and within in identity.natural and alone:
        yield _sentence("found_by_value")
    if part == LIST and within == f"{resource.id_option}s" and resource.summary:
        yield _sentence("read_one_by_one")


def _is_tag_filter(field: Any, part: str) -> bool:
    return part == LIST and field.kind.spec()["type"] == "dict"
