# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hypothesis strategies for the options of a descriptor."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import strategies as st

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change, Field, problems
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kind import Kind
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Asn, Choice, Flag, Int, Text
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.networks import Cidr, CidrList, IpAddress
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Object, Objects
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Ref
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.tags import Tags

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BLOCK = st.integers(0, 255).map(lambda number: f"10.{number}.0.0/16")
_WORDS = st.text(LETTERS, max_size=3)
_ADDRESS = st.integers(1, 254).map(lambda number: f"203.0.113.{number}")


def values(field: Field) -> st.SearchStrategy[Any]:
    """Allowed values of one option, as Ansible would have parsed them."""
    return _values(field.kind, field).filter(lambda value: not problems((field,), {field.name: value}))


def _values(kind: Kind, field: Field) -> st.SearchStrategy[Any]:
    if field.secret:
        return st.text(LETTERS, min_size=20, max_size=30).map("PRIVATE".__add__)
    for kind_type, strategy in _BY_KIND:
        if isinstance(kind, kind_type):
            return strategy(kind)
    # A kind that only one descriptor has.
    return st.integers(10, 250).map(lambda number: f"169.254.{number}.0/30")


def _object(kind: Object) -> st.SearchStrategy[Any]:
    # Ansible fills suboptions that were left out with None.
    blank = dict.fromkeys(member.name for member in kind.members)
    given = st.fixed_dictionaries({}, optional={member.name: values(member) for member in kind.members})
    return given.map(lambda members: {**blank, **members})


def _objects(kind: Objects) -> st.SearchStrategy[Any]:
    """One for each key, in any order; only references, which a create needs, are always given."""
    blank = dict.fromkeys(member.name for member in kind.members)
    needed = {member.name: values(member) for member in kind.members if isinstance(member.kind, Ref)}
    others = {member.name: values(member) for member in kind.members if member.name not in {*needed, kind.key}}
    one = st.fixed_dictionaries(needed, optional=others)
    return st.tuples(st.permutations(kind.keys), one, one).map(
        lambda drawn: [{**blank, **given, kind.key: key} for key, given in zip(drawn[0], drawn[1:])]
    )


def _reference(kind: Ref) -> st.SearchStrategy[Any]:
    ends = st.text("abcdef0123456789", min_size=18, max_size=18)
    return ends.map(lambda end: f"{kind.target.identity.prefix}{end}")


def _number(kind: Int) -> st.SearchStrategy[Any]:
    return st.sampled_from(kind.values) if kind.values else st.integers(kind.least, kind.most)


def _asn(_kind: Asn) -> st.SearchStrategy[Any]:
    return st.integers(1, 4294967295).flatmap(lambda n: st.sampled_from([str(n), f"{n >> 16}.{n & 65535}"]))


_BY_KIND: tuple[tuple[type[Kind], Any], ...] = (
    (Objects, _objects),
    (Object, _object),
    (Ref, _reference),
    (Flag, lambda _unused: st.booleans()),
    (Int, _number),
    (Choice, lambda kind: st.sampled_from(kind.values)),
    (IpAddress, lambda _unused: _ADDRESS),
    (Cidr, lambda _unused: _BLOCK),
    (CidrList, lambda _unused: st.lists(_BLOCK, min_size=1, max_size=4, unique=True)),
    (Asn, _asn),
    (Tags, lambda _unused: st.dictionaries(_WORDS.filter(bool), _WORDS, max_size=5)),
    (Text, lambda _unused: st.text(LETTERS, min_size=2, max_size=12)),
)


@functools.cache
def options(resource: Resource) -> st.SearchStrategy[dict[str, Any]]:
    """Options that create a resource: all required ones, and any others."""
    needed = {field.name: values(field) for field in resource.fields if field.required}
    others = {field.name: values(field) for field in resource.fields if not field.required}
    return st.fixed_dictionaries(needed, optional=others)


@functools.cache
def changes(resource: Resource) -> st.SearchStrategy[dict[str, Any]]:
    """Options that can change an existing resource."""
    mutable = {field.name: values(field) for field in resource.fields if field.change is not Change.IMMUTABLE}
    return st.fixed_dictionaries({}, optional=mutable)
