# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""JMESPath, for the `query` that users give. Nothing else needs the library."""

from __future__ import annotations

import traceback
import typing as t

from .._rpc.errors import MissingLibrary
from .errors import Refused, quoted

Search = t.Callable[[list[t.Any]], list[t.Any]]


def searcher(query: str | None) -> Search:
    """A function that applies a query to a list. Raises Refused for a wrong expression, or MissingLibrary."""
    if query is None:
        return list
    expression = _compiled(query)

    def search(results: list[t.Any]) -> list[t.Any]:
        try:
            found = expression.search(results)
        except ValueError as error:
            raise Refused(f"query: {quoted(query)} cannot be applied: {error}") from None
        if found is None:
            raise Refused(
                f"query: {quoted(query)} gives null, not a list; select from the list of results, for example with "
                "[?name=='hq'] or [].name"
            )
        if not isinstance(found, list):
            raise Refused(
                f"query: {quoted(query)} gives {type(found).__name__}, not a list; put the expression in brackets: "
                f"{quoted(f'[{query}]')}"
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
        raise Refused(f"query: {quoted(query)} is not a JMESPath expression: {error}") from None
    except RecursionError:
        raise Refused(f"query: {quoted(query)} is not a JMESPath expression: it is nested too deeply") from None
