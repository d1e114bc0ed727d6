# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""JMESPath, for the `query` that users give. Nothing else needs the library."""

from __future__ import annotations

import traceback
import typing as t

from .._rpc.errors import MissingLibrary
from .errors import Refused

Search = t.Callable[[list[t.Any]], list[t.Any]]


def searcher(query: str | None) -> Search:
    """A function that applies a query to a list. Raises Refused for a wrong expression, or MissingLibrary."""
    if query is None:
        return list
    expression = _compiled(query)

    def search(results: list[t.Any]) -> list[t.Any]:
        found = expression.search(results)
        if found is None:
            raise Refused(
                f"query: {query!r} gives null, not a list; select from the list of results, for example with "
                "[?name=='hq'] or [].name"
            )
        if not isinstance(found, list):
            raise Refused(
                f"query: {query!r} gives {type(found).__name__}, not a list; put the expression in brackets: [{query}]"
            )
        return found

    return search


def _compiled(query: str) -> t.Any:
    try:
        import jmespath
    except ImportError:
        raise MissingLibrary("jmespath", traceback.format_exc()) from None
    try:
        return jmespath.compile(query)
    except ValueError as error:
        raise Refused(f"query: {query!r} is not a JMESPath expression: {error}") from None
