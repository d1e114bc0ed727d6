# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What all lookups share: reading options and terms, connecting, and listing what the terms name."""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ..module_utils._engine.errors import Refused
from ..module_utils._engine.listing import list_all
from ..module_utils._engine.query import searcher
from ..module_utils._engine.resource import Resource
from ..module_utils._rpc.client import Client
from ..module_utils._vpc.connect import connect
from ._failures import failures
from ._options import check_filters, connection, refuse_texts, refuse_unknown, refuse_unreadable

_DISPLAY = Display()

Results = list[dict[str, t.Any]]


def look_up(
    plugin: LookupBase,
    resource: Resource,
    terms: list[t.Any],
    variables: t.Mapping[str, t.Any] | None,
    given: t.Mapping[str, t.Any],
) -> list[t.Any]:
    """Runs a lookup that lists a resource. Terms are IDs and names; without terms it returns all."""
    with failures(AnsibleLookupError):
        requested = prepare(plugin, terms, variables, given)
        filters = {field.name: plugin.get_option(field.name) for field in resource.filters}
        check_filters(resource, filters)
        search = searcher(plugin.get_option("query"))
        client = connect(connection(plugin, plugin._templar, given), read_only=True)
        if not terms:
            return search(list_all(resource, client, filters))
        found = {term: hits for term, hits in _matches(resource, client, requested, filters).items() if hits}
        _missing(plugin.get_option("on_missing"), resource, [term for term in requested if term not in found], client)
        return search([hit for term in requested for hit in found.get(term, ())])


def prepare(
    plugin: LookupBase,
    terms: list[t.Any],
    variables: t.Mapping[str, t.Any] | None,
    given: t.Mapping[str, t.Any],
) -> list[str]:
    """Sets the options of the plugin and returns the terms in order, without nested lists. Raises Refused."""
    # Up to ansible-core 2.18 a loop (with_…) also passes wantlist, which Ansible itself handles.
    refuse_unknown(plugin, given.keys() - {"wantlist"})
    refuse_unreadable(plugin, given, variables or {})
    plugin.set_options(var_options=variables, direct=given)
    refuse_texts(plugin, terms=terms)
    requested: list[str] = plugin._flatten(terms)
    if not all(isinstance(term, str) and term for term in requested):
        raise Refused("terms: each term must be an ID or a name; one of them is empty or not a string")
    return requested


def _matches(
    resource: Resource, client: Client, requested: t.Iterable[str], filters: t.Mapping[str, t.Any]
) -> dict[str, Results]:
    """The results for each term. If several resources have a name, it stands for all of them."""
    ids = [term for term in dict.fromkeys(requested) if resource.is_id(term)]
    names = [term for term in dict.fromkeys(requested) if not resource.is_id(term)]
    hits: dict[str, Results] = {term: [] for term in (*ids, *names)}
    for result in list_all(resource, client, filters, ids=ids) if ids else ():
        hits[result[resource.id_option]].append(result)
    for result in list_all(resource, client, filters, names=names) if names else ():
        hits[result["name"]].append(result)
    return hits


def _missing(on_missing: str, resource: Resource, terms: list[str], client: Client) -> None:
    if not terms or on_missing == "skip":
        return
    text = f"No {resource.title} in {client.region} has the ID or name {', '.join(map(repr, terms))}."
    if on_missing == "error":
        raise Refused(f"{text} Check the region, or set on_missing=skip to ignore missing terms.")
    _DISPLAY.warning(text)
