# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""List resources, for info modules, lookups and inventories. Filters are the API's own; a query is JMESPath."""

from __future__ import annotations

import typing as t

from .._rpc.client import Client
from .find import to_ids
from .parts import Options, Raw
from .phase import phase
from .query import searcher
from .remote import Remote
from .resource import Resource
from .views import result


def list_all(
    resource: Resource,
    client: Client,
    filters: Options,
    ids: t.Sequence[str] | None = None,
    names: t.Sequence[str] | None = None,
    query: str | None = None,
    include_secrets: bool = False,
) -> list[t.Any]:
    """Results, in the API's order. `ids` without filters are read one by one, with all their members. Unknown IDs and
    names are left out. `query` is applied to the list of results and must return a list. Raises Failed or
    MissingLibrary."""
    with phase("list", f"{resource.title}s", []):
        search = searcher(query)

        def make(raw: Raw) -> t.Any:
            if names is not None and resource.name_of(raw) not in names:
                return None
            return result(resource, raw, include_secrets)

        remote = Remote(resource, client)
        given = {name: value for name, value in filters.items() if value is not None}
        if ids is not None and not given:
            read = (raw for raw in map(remote.read, ids) if raw is not None)
            return search([one for one in map(make, read) if one is not None])
        given = to_ids(remote, resource.filters, given)
        sent = {one.wire: one.kind.send(given[one.name]) for one in resource.filters if one.name in given}
        return search(remote.made(sent, lambda raw: make(raw) if ids is None or resource.id_of(raw) in ids else None))
