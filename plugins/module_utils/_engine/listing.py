# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""List: what info modules, lookups and inventories show. Filters are the API's own; a query is JMESPath."""

from __future__ import annotations

import typing as t

from .._rpc.client import Client
from .errors import Refused
from .find import Raw, fetch, read, require, resolve
from .paths import compiled
from .phase import phase
from .resource import Resource
from .views import result


def list_all(
    resource: Resource,
    client: Client,
    filters: t.Mapping[str, t.Any],
    ids: t.Sequence[str] | None = None,
    names: t.Sequence[str] | None = None,
    query: str | None = None,
    include_secrets: bool = False,
) -> list[t.Any]:
    """Results, in the API's order. Without filters, ids are read one by one and whole. Unknown ids and names are left
    out. `query` is applied to the list of results and must give a list. Raises Failed, or MissingLibrary."""
    with phase("list", f"{resource.title}s", []):
        search = searcher(query)
        raws = _raws(resource, client, filters, ids)
        if names is not None:
            raws = [raw for raw in raws if resource.name_of(raw) in names]
        return search([result(resource, raw, include_secrets) for raw in raws])


def _raws(resource: Resource, client: Client, filters: t.Mapping[str, t.Any], ids: t.Sequence[str] | None) -> list[Raw]:
    given = {name: value for name, value in filters.items() if value is not None}
    if ids is not None and not given:
        return [raw for raw in (read(resource, client, one) for one in ids) if raw is not None]
    given = resolve(resource.filters, given, client)
    require(resource.filters, given)
    sent = {field.wire: field.kind.send(given[field.name]) for field in resource.filters if field.name in given}
    raws = fetch(resource, client, sent)
    return raws if ids is None else [raw for raw in raws if raw.get(resource.identity.id) in ids]


def searcher(query: str | None) -> t.Callable[[list[t.Any]], list[t.Any]]:
    """What applies a query to a list; a malformed one is refused here, before anything was called."""
    if query is None:
        return list
    try:
        expression = compiled(query)
    except ValueError as error:
        raise Refused(f"query: {query!r} is no JMESPath expression: {error}") from None

    def search(results: list[t.Any]) -> list[t.Any]:
        found = expression.search(results)
        if not isinstance(found, list):
            raise Refused(f"query: {query!r} gives no list but {type(found).__name__}; put it in brackets, [{query}]")
        return found

    return search
