# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Find: by id, else by name within the parent, else by natural key. Also what lookups and inventories list with."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .._rpc.client import Client
from .._rpc.errors import ApiError, Kind
from .errors import Ambiguous, Unresolved
from .field import Field
from .kinds import Ref, Unmade
from .paths import search
from .resource import Resource

Raw = dict[str, t.Any]


@dataclass(frozen=True)
class Found:
    """`actual`: the one asked for. `leaving`: one that fits, but is being deleted. `others`: what was listed on the
    way and is neither."""

    actual: Raw | None = None
    leaving: Raw | None = None
    others: tuple[Raw, ...] = ()


def read(resource: Resource, client: Client, identifier: str) -> Raw | None:
    """One by id, whole; None if there is none."""
    if not resource.actions.get:
        items = fetch(resource, client, {resource.identity.id: identifier})
        return next((item for item in items if item.get(resource.identity.id) == identifier), None)
    try:
        return client.call(resource.actions.get, {resource.identity.id: identifier})
    except ApiError as error:
        if error.kind is Kind.NOT_FOUND:
            return None
        raise


def fetch(resource: Resource, client: Client, filters: t.Mapping[str, t.Any]) -> list[Raw]:
    """All that pass the API's own filters, given by wire name. A parent that does not exist has none."""
    paging = resource.paging
    sent = {name: _many(value) if name in paging.many else value for name, value in filters.items()}
    turn = client.token_pages if paging.by_token else client.pages
    try:
        return turn(resource.actions.list, sent, resource.items.of, paging.size)
    except ApiError as error:
        if error.kind is Kind.NOT_FOUND:
            return []
        raise


def _many(value: t.Any) -> list[t.Any]:
    return value if isinstance(value, list) else [value]


def resolve(fields: t.Iterable[Field], options: t.Mapping[str, t.Any], client: Client) -> dict[str, t.Any]:
    """The options with each reference turned into an id, or into Unmade. A reference that is an id costs no call. A
    name is looked for within the parents that the options name too: a route's next hop is one of its gateway's."""
    fields = tuple(fields)
    resolved = dict(options)
    for field in fields:
        text = options.get(field.name)
        if text is None or not isinstance(field.kind, Ref) or field.kind.target.is_id(text):
            continue
        target = field.kind.target
        parents = {wire: resolved[name] for name, wire in _shared_parents(target, fields) if resolved.get(name)}
        unmade = any(isinstance(parent, Unmade) for parent in parents.values())
        items = [] if unmade else fetch(target, client, parents)
        named = [item for item in items if target.name_of(item) == text]
        matches = [item for item in named if not _leaves(target, item)]
        if len(matches) > 1:
            raise Ambiguous(_several(target, f"named {text!r}", matches, f"Give the id in {field.name}."))
        resolved[field.name] = matches[0][target.identity.id] if matches else Unmade(text)
    return resolved


def _shared_parents(target: Resource, fields: tuple[Field, ...]) -> list[tuple[str, str]]:
    """Option and wire name of each parent of the target that is referred to by these fields as well."""
    parents = [target.field(name) for name in target.identity.parents]
    return [(field.name, parent.wire) for parent in parents for field in fields if field.kind == parent.kind]


def require(fields: t.Iterable[Field], options: t.Mapping[str, t.Any]) -> None:
    """Raises Unresolved for the first reference that does not exist."""
    for field in fields:
        value = options.get(field.name)
        if isinstance(field.kind, Ref) and isinstance(value, Unmade):
            raise Unresolved(
                f"{field.name}: there is no {field.kind.target.title} named {value.name!r} in this region. Make it "
                f"first, or give the name or id of an existing one."
            )


def find(resource: Resource, options: t.Mapping[str, t.Any], client: Client) -> Found:
    """`options` are resolved. Raises Ambiguous when several fit; it never picks one."""
    identity = resource.identity
    wanted_id = options.get(resource.id_option) if identity.id else None
    if wanted_id:
        return _sorted_out(resource, [raw] if (raw := read(resource, client, wanted_id)) else [], (), options)
    if any(isinstance(options.get(name), Unmade) for name in (*identity.parents, *identity.natural)):
        return Found()  # nothing can be in a parent that does not exist
    narrowed = {resource.field(name).wire: options[name] for name in identity.parents if options.get(name)}
    items = fetch(resource, client, narrowed)
    by_name = bool(identity.name and options.get(identity.name))
    keys = (identity.name,) if by_name else identity.natural
    fields = [resource.field(key) for key in keys]
    fits = [all(field.kind.same(options[field.name], field.receive(item)) for field in fields) for item in items]
    matches = [item for item, fit in zip(items, fits) if fit]
    others = tuple(item for item, fit in zip(items, fits) if not fit)
    found = _sorted_out(resource, matches, others, options)
    if found.actual and resource.summary:
        return Found(read(resource, client, found.actual[identity.id]), None, others)
    return found


def _sorted_out(
    resource: Resource, matches: list[Raw], others: tuple[Raw, ...], options: t.Mapping[str, t.Any]
) -> Found:
    leaving = [item for item in matches if _leaves(resource, item)]
    staying = [item for item in matches if not _leaves(resource, item)]
    if len(staying) > 1:
        asked = resource.identity.name if options.get(resource.identity.name) else resource.identity.natural[0]
        advice = f"Give {resource.id_option} to say which." if resource.identity.id else "Delete all but one of them."
        raise Ambiguous(_several(resource, f"with {asked} {str(options[asked])!r}", staying, advice))
    return Found(staying[0] if staying else None, leaving[0] if leaving else None, others)


def _leaves(resource: Resource, item: Raw) -> bool:
    return bool(resource.leaving and search(resource.leaving, item))


def _several(resource: Resource, which: str, matches: list[Raw], advice: str) -> str:
    ids = ", ".join(str(item.get(resource.identity.id)) for item in matches) if resource.identity.id else "no ids"
    return f"{len(matches)} {resource.title}s {which} exist: {ids}. {advice}"
