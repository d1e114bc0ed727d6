# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Find a resource: by ID, else by name within its parents, else by natural key. References are resolved to IDs."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .errors import Ambiguous, Unresolved
from .field import Parameter
from .kind import Kind
from .parts import Options, Raw
from .reference import Pending, Ref, pending
from .remote import Remote
from .resource import Resource

# How many names a message lists.
_NEAREST = 3


@dataclass(frozen=True)
class Found:
    """`actual`: the resource that matches. `deleting`: one that matches, but is being deleted. `others`: the rest of
    the list."""

    actual: Raw | None = None
    deleting: Raw | None = None
    others: tuple[Raw, ...] = ()


def resolve(remote: Remote, parameters: t.Iterable[Parameter], options: Options) -> dict[str, t.Any]:
    """The options with each reference replaced by an ID, or by Pending. A reference that is an ID costs no call. A name
    is searched for within those of its parents that are options too: the next hop of a route is a connection of the
    route's own gateway."""
    parameters = tuple(parameters)
    resolved = dict(options)

    def look(kind: Kind, path: str, text: str) -> str | Pending:
        return _by_name(remote.of(t.cast(Ref, kind).target), parameters, resolved, path, text)

    for one in parameters:
        if options.get(one.name) is not None:
            resolved[one.name] = one.kind.resolve(one.name, options[one.name], look)
    return resolved


def _by_name(
    remote: Remote, parameters: tuple[Parameter, ...], options: Options, path: str, text: str
) -> str | Pending:
    target = remote.resource
    shared = {wire: options[name] for name, wire in _shared_parents(target, parameters) if options.get(name)}
    if any(isinstance(parent, Pending) for parent in shared.values()):
        return Pending(text)
    items, named = remote.named(shared, text)
    matches = [item for item in named if not target.is_deleting(item)]
    if len(matches) > 1:
        raise Ambiguous(f"{path}: {_several(target, f'named {text!r}', matches)}; give the ID, or rename the others")
    if not matches:
        return Pending(text, tuple(filter(None, map(target.name_of, items))))
    identifier = str(matches[0][target.identity.id])
    if not target.summary:
        remote.looked_up[target.name, identifier] = matches[0]
    return identifier


def _shared_parents(target: Resource, parameters: tuple[Parameter, ...]) -> list[tuple[str, str]]:
    """Option and wire name of each parent of the target that these parameters refer to as well."""
    parents = [target.field(name) for name in target.identity.parents]
    return [(one.name, parent.wire) for parent in parents for one in parameters if one.kind == parent.kind]


def require(
    remote: Remote,
    parameters: t.Iterable[Parameter],
    options: Options,
    expected: t.Container[tuple[str, str]] = (),
) -> None:
    """Raises Unresolved for the first reference that does not exist and is not expected, as a type and a name."""
    for path, value, kind in pending(parameters, options):
        if (kind.target.name, value.name) in expected:
            continue
        raise Unresolved(
            f"{path}: no {kind.target.title} is named {value.name!r} in region {remote.client.region}"
            f"{_nearest(value)}; create it first, or give the name or the ID of an existing one"
        )


def _nearest(value: Pending) -> str:
    # Imported here, because only a failure needs it.
    import difflib

    nearest = difflib.get_close_matches(value.name, sorted(set(value.existing)), _NEAREST, cutoff=0.5)
    return f"; the nearest names are {', '.join(map(repr, nearest))}" if nearest else ""


def to_ids(remote: Remote, parameters: t.Iterable[Parameter], options: Options) -> dict[str, t.Any]:
    """The given options of these parameters, references as ids. Raises Unresolved for one that does not exist."""
    parameters = tuple(parameters)
    given = {one.name: options[one.name] for one in parameters if options.get(one.name) is not None}
    resolved = resolve(remote, parameters, given)
    require(remote, parameters, resolved)
    return resolved


def find(remote: Remote, options: Options, whole: bool = True) -> Found:
    """`options` are resolved. `whole`: with all members, also those that a list does not show. Raises Ambiguous when
    several match; it never picks one."""
    resource, identity = remote.resource, remote.resource.identity
    wanted_id = options.get(resource.id_option) if identity.id else None
    if wanted_id:
        raw = remote.read(wanted_id)
        return _sorted(resource, [raw] if raw else [], (), options)
    if any(pending(map(resource.field, (*identity.parents, *identity.natural)), options)):
        return Found()  # a parent that does not exist has no resources
    found, count = _search(remote, options)
    if found.actual is None and count >= resource.paging.size:
        # Between two pages one may have gone and another one come, so that the list looked whole and was not.
        found, _count = _search(remote, options)
    if found.actual and resource.summary:
        actual = remote.read(found.actual[identity.id]) if whole else resource.as_read(found.actual)
        return Found(actual, None, found.others)
    return found


def _search(remote: Remote, options: Options) -> tuple[Found, int]:
    """What is found, and among how many."""
    resource, identity = remote.resource, remote.resource.identity
    name = options.get(identity.name) if identity.name else None
    if name:
        items, matches = remote.named(_parents(resource, options), name)
    else:
        items = listed(remote, options)
        fields = [resource.field(key) for key in identity.natural]
        matches = [item for item in items if all(one.kind.same(options[one.name], one.receive(item)) for one in fields)]
    matching = set(map(id, matches))
    others = tuple(item for item in items if id(item) not in matching)
    return _sorted(resource, matches, others, options), len(items)


def listed(remote: Remote, options: Options) -> list[Raw]:
    """All within the parents that the resolved options name."""
    return remote.fetch(_parents(remote.resource, options))


def _parents(resource: Resource, options: Options) -> dict[str, t.Any]:
    """As filters of the list."""
    return {resource.field(name).wire: options[name] for name in resource.identity.parents if options.get(name)}


def _sorted(resource: Resource, matches: list[Raw], others: tuple[Raw, ...], options: Options) -> Found:
    deleting = [item for item in matches if resource.is_deleting(item)]
    staying = [item for item in matches if not resource.is_deleting(item)]
    if len(staying) > 1:
        asked = resource.identity.name if options.get(resource.identity.name) else resource.identity.natural[0]
        advice = "delete all but one of them"
        if resource.identity.id:
            # Not every task that looks for a name has an option for the ID.
            advice = f"rename all but one of them: give the ID to the module {resource.name} as {resource.id_option}"
        which = "named" if asked == resource.identity.name else f"with {asked}"
        raise Ambiguous(f"{asked}: {_several(resource, f'{which} {str(options[asked])!r}', staying)}; {advice}")
    return Found(staying[0] if staying else None, deleting[0] if deleting else None, others)


def _several(resource: Resource, which: str, matches: list[Raw]) -> str:
    ids = f" ({', '.join(str(resource.id_of(item)) for item in matches)})" if resource.identity.id else ""
    return f"{len(matches)} {resource.title}s {which} exist{ids}"
