# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a descriptor with the contract and with the official SDK, and returns the differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kind import Kind
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Asn, Choice, Flag, Int, Text, Texts
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Json, Object, Objects
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.tags import Tags
from tests.emulator import contract
from tests.support.cases import CASES
from tests.unit.contract import sdk
from tools.sending import Parameter, sent, writes

ACTIONS = contract.load().actions

# Parameters for which a descriptor allows less than the contract; the cases say why.
_LONGEST_NAME = 128
STRICTER = {place for case in CASES for place in case.stricter}
# Parameters for which it allows more.
WIDER = {place for case in CASES for place in case.wider}
# Members of parameters that are not options; the cases say why.
LEFT_OUT = {place for case in CASES for place in case.left_out}


def check(resource: Resource) -> list[str]:
    """All differences."""
    found: list[str] = []
    for parameter in sent(resource):
        found += check_parameter(parameter)
    found += _required(resource)
    found += _reading(resource)
    found += _returns(resource)
    found += _tokens(resource)
    found += _supports(resource)
    return found


# --- requests -------------------------------------------------------------------------------------------------------


def check_parameter(parameter: Parameter) -> Iterator[str]:
    """The differences of one parameter."""
    place = f"{parameter.action}.{parameter.wire}"
    action = ACTIONS.get(parameter.action)
    spec = action.parameters.get(parameter.wire) if action else None
    if spec is None:
        yield f"{place}: not in the contract"
    else:
        yield from _value(place, parameter.kind, spec)
    known = sdk.request(parameter.action) if action else {}
    if parameter.wire not in known:
        yield f"{place}: not in the SDK"
    elif not _fits_sdk(parameter.kind, known[parameter.wire]):
        yield f"{place}: {known[parameter.wire]} in the SDK"


def _value(place: str, kind: Kind, spec: contract.Parameter) -> Iterator[str]:
    if spec.type not in _types(kind):
        yield f"{place}: {spec.type} in the contract"
    elif isinstance(kind, (Object, Objects)):
        yield from _members(place, kind, spec)
    elif isinstance(kind, Tags):
        if set(spec.members) != {"Key", "Value"}:
            yield f"{place}: not tags in the contract"
    elif place not in STRICTER:
        yield from _limits(place, kind, spec)


def _members(place: str, kind: Kind, spec: contract.Parameter) -> Iterator[str]:
    for member in kind.members:
        if member.wire in spec.members:
            yield from _value(f"{place}.{member.wire}", member.kind, spec.members[member.wire])
            if member.secret != spec.members[member.wire].secret:
                yield f"{place}.{member.wire}: a secret in the descriptor or in the contract, but not in both"
        else:
            yield f"{place}.{member.wire}: not in the contract"
    for name in spec.members.keys() - {member.wire for member in kind.members}:
        if f"{place}.{name}" not in LEFT_OUT:
            yield f"{place}.{name}: in the contract, but no option"


def _types(kind: Kind) -> tuple[str, ...]:
    if kind.__class__ is Kind:  # a constant, sent as text
        return ("boolean", "integer", "string")
    if isinstance(kind, Flag):
        return ("boolean",)
    if isinstance(kind, Int):
        return ("integer", "long")
    if isinstance(kind, Asn):
        return ("string", "long")
    if isinstance(kind, Object):
        return ("json",) if isinstance(kind, Json) else ("object",)
    return ("list",) if isinstance(kind, (Tags, Texts, Objects)) else ("string",)


def _limits(place: str, kind: Kind, spec: contract.Parameter) -> Iterator[str]:
    if isinstance(kind, (Choice, Int)) and set(kind.values) != set(spec.values):
        yield f"{place}: {kind.values} allowed, {spec.values} in the contract"
    if isinstance(kind, Int) and not kind.values and (kind.least, kind.most) != (spec.min, spec.max) and kind != Int():
        yield f"{place}: {kind.least} to {kind.most} allowed, {spec.min} to {spec.max} in the contract"
    if kind.__class__ is Text and kind != Text():
        pattern = re.sub(r"\\Z$", "$", spec.pattern.pattern) if spec.pattern else ""
        lengths = spec.min_length or 1, max(spec.max_length or 0, _LONGEST_NAME if place in WIDER else 0)
        if (kind.shortest, kind.longest) != lengths or kind.pattern != pattern:
            yield f"{place}: {kind} is not {lengths} {pattern}"


def _fits_sdk(kind: Kind, annotation: str) -> bool:
    if kind.__class__ is Kind:
        return True
    if isinstance(kind, Flag):
        return annotation == "bool"
    if isinstance(kind, Int):
        return annotation == "int"
    if isinstance(kind, (Tags, Texts, Objects)):
        return "List[" in annotation
    return annotation == "str"


def _required(resource: Resource) -> Iterator[str]:
    """A parameter that the service requires has a required field, an initial value, or a constant."""
    parameters = [parameter for parameter in sent(resource) if parameter.makes]
    given = {parameter.wire: parameter.option for parameter in parameters}
    for name, spec in ACTIONS[resource.actions.create].parameters.items():
        if not spec.required or name == "RegionId":
            continue
        field = resource.field(given[name]) if given.get(name) else None
        if name not in given:
            yield f"{resource.actions.create}.{name}: required, but never sent"
        elif field and not (field.required or field.initial is not None):
            yield f"{resource.actions.create}.{name}: required, but {field.name} is optional"
    for update in resource.updates:
        known = {parameter.wire for parameter in sent(resource) if parameter.action == update.action}
        for name, spec in ACTIONS[update.action].parameters.items():
            if spec.required and name not in known | {"RegionId"}:
                yield f"{update.action}.{name}: required, but never sent"


def _tokens(resource: Resource) -> Iterator[str]:
    for action in writes(resource):
        if not ACTIONS[action].client_token:
            yield f"{action}: takes no ClientToken"
        if ACTIONS[action].kind != "write":
            yield f"{action}: not a write in the contract"
    kinds = [field.kind for field in resource.fields if isinstance(field.kind, Tags)]
    if kinds and ACTIONS["TagResources"].client_token:
        yield "TagResources: takes a ClientToken"
    for kind in kinds:
        if kind.resource_type not in ACTIONS["TagResources"].parameters["ResourceType"].values:
            yield f"TagResources.ResourceType: {kind.resource_type} not in the contract"


def _supports(resource: Resource) -> Iterator[str]:
    for support in resource.supports:
        if support.member not in ACTIONS[support.action].response:
            yield f"{support.action}: {support.member} is read, but not in the contract"
        if support.member not in sdk.answer(support.action, ()):
            yield f"{support.action}: {support.member} is read, but not in the SDK"


# --- answers --------------------------------------------------------------------------------------------------------

_Fields = Mapping[str, contract.ResponseField]


def answers(resource: Resource) -> dict[str, tuple[_Fields, tuple[str, ...]]]:
    """For each action that reads: the members of a resource, and the path of wire names to it in the answer."""
    items, actions = resource.items, resource.actions
    found: dict[str, tuple[_Fields, tuple[str, ...]]] = {}
    if actions.get and actions.get in ACTIONS:
        found[actions.get] = (ACTIONS[actions.get].response, ())
    outer = ACTIONS[actions.list].response.get(items.outer) if actions.list in ACTIONS else None
    if outer:
        found[actions.list] = (outer.members, (items.outer, outer.wrapper) if outer.wrapper else (items.outer,))
    return found


def _reading(resource: Resource) -> Iterator[str]:
    items, actions = resource.items, resource.actions
    outer = ACTIONS[actions.list].response.get(items.outer) if actions.list in ACTIONS else None
    if outer is None or outer.wrapper not in (items.inner, None):
        yield f"{actions.list}: {items} differs from the contract"
    if resource.identity.id and resource.identity.id not in ACTIONS[actions.create].response:
        yield f"{actions.create}: does not return {resource.identity.id}"
    for action, (members, path) in answers(resource).items():
        known = sdk.answer(action, path)
        whole = action != actions.list or not resource.summary
        for name in _read(resource, whole):
            if name not in members:
                yield f"{action}: {name} is read, but not in the contract"
            if name not in known:
                yield f"{action}: {name} is read, but not in the SDK"
        for field in (*resource.fields, *resource.only_shown):
            if whole and field.kind.members and not isinstance(field.kind, Tags) and field.path in members:
                yield from _inside(action, field, members[field.path], path)


def _read(resource: Resource, whole: bool) -> Iterator[str]:
    """The members that are read of a resource; of a summary, only those that are needed to find it."""
    identity = resource.identity
    if identity.id:
        yield identity.id
    for states in (resource.where, resource.deleting):
        if states:
            yield states.member
    finding = {identity.name, *identity.parents, *identity.natural}
    for field in resource.fields:
        if field.change is not Change.WRITE_ONLY and (whole or field.name in finding):
            yield field.path
    if whole and resource.ready:
        yield resource.ready.member


def _inside(action: str, field: Parameter, shown: contract.ResponseField, path: tuple[str, ...]) -> Iterator[str]:
    """The differences of an object, or of each object of a list, and of the objects in it."""
    within = (*path, field.path, shown.wrapper) if shown.wrapper else (*path, field.path)
    if isinstance(field.kind, Objects) and field.kind.wrapper != shown.wrapper:
        yield f"{action}: {field.path} holds {shown.wrapper} in the contract"
    known = sdk.answer(action, within)
    for member in field.kind.members:
        if member.path not in shown.members:
            yield f"{action}: {field.path}.{member.path} is read, but not in the contract"
        elif member.kind.members:
            yield from _inside(action, member, shown.members[member.path], within)
        if member.path not in known:
            yield f"{action}: {field.path}.{member.path} is read, but not in the SDK"


def _returns(resource: Resource) -> Iterator[str]:
    known = {
        _shown(name, member)
        for members, _unused in answers(resource).values()
        for name, member in members.items()
        if not (name == "Tag" and "Tags" in members)  # marks of the service, as JSON text
    }
    for name in sorted(known ^ set(resource.returns)):
        yield f"returns: {name} {'is missing' if name in known else 'is not in the contract'}"
    secrets = {name for members, _unused in answers(resource).values() for name in _secret(members)}
    for name in sorted(secrets ^ set(resource.secrets)):
        yield f"secrets: {name} {'is missing' if name in secrets else 'is not a secret in the contract'}"


def _shown(name: str, member: contract.ResponseField) -> str:
    """Some lists show Tag where a read by ID shows Tags; results have `tags`."""
    return "Tags" if name == "Tag" and member.type == "list" else name


def _secret(members: _Fields) -> Iterator[str]:
    raw: Any = _RAW_SECRETS
    for name, field in members.items():
        if name in raw:
            yield name
        yield from _secret(field.members)


def _marked(node: Any, name: str = "") -> Iterator[str]:
    """Names that the contract marks as secret anywhere in its answers (contract.py does not read them)."""
    if isinstance(node, dict):
        if node.get("secret") is True:
            yield name
        for key, value in node.items():
            yield from _marked(value, key)


def _raw_secrets() -> frozenset[str]:
    found: set[str] = set()
    for path in contract.DIRECTORY.glob("*.yaml"):
        for action in contract._read(path).get("actions", {}).values():
            found.update(_marked(action["response"]))
    return frozenset(found)


_RAW_SECRETS = _raw_secrets()
