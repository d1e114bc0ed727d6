# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RETURN of a module: members and types from the descriptor and the contract, sentences from the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any

from tools import api, collection, facts, sentences, texts, words
from tools.facts import LIST, MANAGE, Module
from tools.specs import described
from tools.yaml_text import Quoted

_TYPES = {"string": "str", "integer": "int", "long": "int", "boolean": "bool", "object": "dict", "list": "list"}
Contains = dict[str, Any]


@dataclass(frozen=True)
class _Place:
    """Where a member stands: `subject` has its sentence, `result` is how markup reaches what it is a member of.
    `lists` and `dicts`: texts of the service that the collection shows as such. `options`: the option that sets a
    member. `ids`: the title of what a member is the ID of. `typed`: the type of a member that the service
    shows as a text."""

    subject: str
    result: str
    path: str = ""
    lists: frozenset[str] = frozenset()
    options: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    certain: bool = True
    dicts: frozenset[str] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)

    def member(self, name: str) -> _Place:
        return replace(self, path=f"{self.path}.{name}" if self.path else name)


def returned(module: Module) -> Contains:
    """Everything that a module returns."""
    common = texts.of(texts.COMMON)
    shown = _one_or_many(module) if module.resource else {}
    for name, given in (texts.of(module.subject).get(module.part, "results") or {}).items():
        # One that is only named is the same in several modules.
        shown[name] = _literal(module, given or common.need("results", name), name)
    action = _action(module)
    if module.part == MANAGE:
        shown["actions"] = {**common.need("results", "actions"), "sample": [action]}
    shown["error"] = _error(module.part, action)
    return shown


def _one_or_many(module: Module) -> Contains:
    resource, many = module.resource, module.part == LIST
    name = resource.plural if many else resource.name
    said = texts.of(texts.COMMON).need("results", "many" if many else "one")
    return {
        name: {
            "description": described([words.filled(said, sentences.names_of(resource))]),
            "returned": (not many and texts.of(module.subject).get("returned")) or "success",
            **({"type": "list", "elements": "dict"} if many else {"type": "dict"}),
            "contains": members(resource, facts.result(module)),
        }
    }


def members(resource: Any, result: str) -> Contains:
    """What is known of one resource. `result` is how markup reaches it: vpn_gateway, or vpn_gateways[]."""
    return {**{place.path: _member(place, spec) for place, spec in _places(resource, result)}, **_named(resource)}


def unsaid(resource: Any) -> list[str]:
    """The members, by dotted name, that no text is about."""
    found = []
    rest = list(_places(resource, resource.name))
    while rest:
        place, spec = rest.pop(0)
        if place.path not in place.options and _text(place) is None:  # an option has to have a text in any case
            found.append(place.path)
        if not _is_tags(spec):
            rest += [(place.member(_snake(wire)), each) for wire, each in (spec.get("members") or {}).items()]
    return found


def _places(resource: Any, result: str) -> Iterator[tuple[_Place, Mapping[str, Any]]]:
    merged = dict(api.response(resource.actions.list)[resource.items.outer]["members"])
    if resource.actions.get:
        merged.update(api.response(resource.actions.get))
    lists = frozenset(_snake(field.wire) for field in resource.fields if field.spec()["type"] == "list")
    place = _Place(resource.name, result, "", lists, _options(resource), _ids(resource), sentences.names_of(resource))
    place = replace(place, typed=dict(_typed(resource.typed)))
    for wire in resource.returns:
        yield place.member("tags" if _is_tags(merged[wire]) else _snake(wire)), merged[wire]
        if wire in resource.times:
            example = datetime.fromtimestamp(merged[wire]["example"] / 1000, timezone.utc)
            yield (
                place.member(f"{_snake(wire)}_iso8601"),
                {"type": "string", "example": f"{example:%Y-%m-%dT%H:%M:%SZ}"},
            )
    for name, _member_name in resource.flags:
        yield place.member(name), {"type": "boolean", "example": True}


def _iso8601(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """A time that is shown in ISO 8601 beside the milliseconds of the service."""
    example = datetime.fromtimestamp(spec.get("example", 1495382400000) / 1000, timezone.utc)
    return {"type": "string", "example": f"{example:%Y-%m-%dT%H:%M:%SZ}"}


def _typed(parameters: Iterable[Any], within: str = "") -> Iterator[tuple[str, str]]:
    """The members, by dotted name, whose type is that of the option."""
    for each in parameters:
        path = f"{within}{_snake(each.path)}"
        if each.kind.shown_type:
            yield path, each.kind.shown_type
        yield from _typed(each.kind.members, f"{path}.")


def _named(resource: Any) -> Contains:
    """The members that results have under the name of their option as well."""
    return {each.name: {**_as_option(each), "returned": "always"} for each in resource.named}


def _as_option(parameter: Any) -> Contains:
    """A value in the form of an option, and what it contains."""
    common = texts.of(texts.COMMON)
    names = {"member": _snake(parameter.path), "option": parameter.name}
    spec = parameter.kind.spec()
    shown = {
        "description": described([words.filled(common.need("sentences", "named"), names)]),
        "returned": common.need("results", "if_given"),
        **{key: spec[key] for key in ("type", "elements") if key in spec},
    }
    if parameter.secret:
        shown["description"] += f" {common.need('sentences', 'masked')}"
        shown["sample"] = Quoted("*" * 8)
    if parameter.kind.members:
        shown["contains"] = {each.name: _as_option(each) for each in parameter.kind.members}
    return shown


def _options(resource: Any) -> dict[str, str]:
    """The option behind each member of a result, both by dotted names."""
    found = {}
    for each in resource.fields:
        found[_snake(each.path)] = each.name
        found.update(
            {f"{_snake(each.path)}.{_snake(one.path)}": f"{each.name}.{one.name}" for one in each.kind.members}
        )
    return found


def _ids(resource: Any) -> dict[str, str]:
    """The members that are IDs: its own, and those of what its options refer to."""
    referring = (each for each in resource.fields if hasattr(each.kind, "target"))
    own = {resource.id_option: resource.title} if resource.identity.id else {}
    return {**own, **{_snake(each.path): each.kind.target.title for each in referring}}


def _inside(place: _Place, inner: api.Members) -> Contains:
    found = {}
    for wire, each in inner.items():
        found[_snake(wire)] = _member(place.member(_snake(wire)), each)
        if each["type"] == "long" and "since 1970" in each.get("unit", ""):
            name = f"{_snake(wire)}_iso8601"
            found[name] = _member(place.member(name), _iso8601(each))
    return found


def _member(place: _Place, spec: Mapping[str, Any]) -> Contains:
    given = _said(place)
    values = words.enumeration([words.value(each) for each in spec.get("values", ())] or [""], "or")
    known = {**sentences.phrases(), **place.known, "values": values, "result": place.result}
    description = [words.filled(each, known) for each in texts.paragraphs(given["text"])]
    if spec.get("secret"):
        description[-1] += f" {texts.of(texts.COMMON).need('sentences', 'masked')}"
    kind = (
        "dict"
        if _is_tags(spec) or place.path in place.dicts
        else "list"
        if place.path in place.lists
        else place.typed.get(place.path, _TYPES[spec["type"]])
    )
    shown: Contains = {
        "description": described(description),
        "returned": "always" if place.certain else texts.of(texts.COMMON).need("results", "if_given"),
        "type": kind,
    }
    inner = {} if _is_tags(spec) else spec.get("members") or {}
    if kind == "list":
        shown["elements"] = "dict" if inner else "str"
    if inner:
        shown["contains"] = _inside(replace(place, certain=False), inner)
    sample = given.get("sample", _sample(spec, kind))
    if kind in ("int", "bool") and isinstance(sample, str):
        sample = int(sample) if kind == "int" else sample == "true"
    return shown if sample is None else {**shown, "sample": sample}


def _said(place: _Place) -> Mapping[str, Any]:
    """Text and sample of a member."""
    text = _text(place)
    if text is None:
        raise texts.TextProblem(f"{texts.of(place.subject).name}: returns > {place.path} is missing")
    found = texts.of(place.subject).tail("returns", place.path) or texts.of(texts.COMMON).tail("returns", place.path)
    return {**(found if isinstance(found, Mapping) else {}), "text": text}


def _text(place: _Place) -> Any:
    """Without a text of its own a member has the first sentence about the option that sets it: it says what it is."""
    own, common = texts.of(place.subject), texts.of(texts.COMMON)
    if place.path.endswith("_iso8601"):
        return common.need("sentences", "iso8601")
    for said in (own.tail("returns", place.path), common.tail("returns", place.path)):
        text = said.get("text") if isinstance(said, Mapping) else said
        if text:
            return text
    if place.path in place.ids:
        return words.filled(common.need("sentences", "shown_id"), {"title": place.ids[place.path]})
    option = place.options.get(place.path, place.path)
    shown = own.get("options", option) or common.tail("options", option)
    return texts.paragraphs(shown)[0].partition(". ")[0].removesuffix(".") + "." if shown else None


def _snake(wire: str) -> str:
    return str(collection.load("plugins.module_utils._engine.names").snake(wire))


def _sample(spec: Mapping[str, Any], kind: str) -> Any:
    """The example of the contract, which hides parts of ids and addresses."""
    example = spec.get("example")
    if spec.get("secret"):
        return Quoted("*" * 8)
    if not isinstance(example, str):
        return example
    whole = example.replace("****", "0001").replace("XX.XX", "10.20")
    return [block.strip() for block in whole.split(",")] if kind == "list" else Quoted(whole)


def _is_tags(spec: Mapping[str, Any]) -> bool:
    return spec["type"] == "list" and set(spec.get("members") or ()) == {"Key", "Value"}


def _literal(module: Module, given: Mapping[str, Any], path: str) -> Contains:
    """A result that the texts write down; what it contains may be a resource, or the answer to an action."""
    shown = dict(given)
    inside = given.get("contains")
    if inside is None:
        return shown
    if "resource" in inside:
        shown["contains"] = members(facts.resources()[inside["resource"]], f"{path}[]")
    elif "action" in inside:
        lists, dicts = (frozenset(inside.get(name, ())) for name in ("lists", "dicts"))
        numbers = dict.fromkeys(inside.get("numbers", ()), "int")
        place = _Place(module.subject, path, lists=lists, dicts=dicts, certain=False, typed=numbers)
        answer = api.response(inside["action"])
        # Without a member it is the whole answer.
        shown["contains"] = _inside(place, answer[inside["member"]]["members"] if "member" in inside else answer)
    else:
        shown["contains"] = {name: _literal(module, each, f"{path}.{name}") for name, each in inside.items()}
    return shown


def _action(module: Module) -> str:
    """The action that samples show."""
    if module.resource:
        actions = module.resource.actions
        return str(actions.list if module.part == LIST else actions.create)
    return str(texts.of(module.subject).need(module.part, "action"))


def _error(part: str, action: str) -> Contains:
    said = texts.of(texts.COMMON).need("results", "error")
    code = texts.of(texts.COMMON).need("results", "error_sample", part)
    message, http = api.error(action, code)
    samples = {"action": Quoted(action), "code": Quoted(code), "message": Quoted(message), "http_status": http}
    contains = {
        name: {**each, **({"sample": samples[name]} if name in samples else {})}
        for name, each in said["contains"].items()
    }
    return {**said, "contains": contains}
