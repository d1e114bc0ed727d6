# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two kinds of paging: PageNumber with PageSize and TotalCount, and NextToken with MaxResults."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import Any

from ..call import Call
from ..state import Record

View = Callable[[Call, Record], Mapping[str, Any]]
_MAX_PAGE = 50


def numbered(call: Call, field: str, records: Collection[Record], view: View) -> dict[str, Any]:
    """A page by its number; ``field`` is the name of the list in the answer."""
    number, size = call.get("PageNumber"), call.get("PageSize")
    if number < 1:
        raise call.invalid("PageNumber")
    if not 1 <= size <= _MAX_PAGE:
        raise call.invalid("PageSize")
    start = (number - 1) * size
    page = [view(call, record) for record in islice(records, start, start + size)]
    return {"PageNumber": number, "PageSize": size, "TotalCount": len(records), field: page}


def tokened(call: Call, field: str, records: Collection[Record], view: View) -> dict[str, Any]:
    """The page after a token; the answer has a NextToken only if more pages follow."""
    size = call.get("MaxResults")
    start = _position(call) if "NextToken" in call.parameters else 0
    page = [view(call, record) for record in islice(records, start, start + size)]
    end = start + len(page)
    return {
        "NextToken": _token(end) if end < len(records) else "",
        "MaxResults": size,
        "TotalCount": len(records),
        field: page,
    }


def _token(position: int) -> str:
    return f"{position:08x}{hashlib.md5(str(position).encode(), usedforsecurity=False).hexdigest()[:24]}"


def _position(call: Call) -> int:
    given = call.parameters["NextToken"]
    try:
        position = int(given[:8], 16)
    except ValueError:
        raise call.invalid("NextToken") from None
    if given != _token(position):
        raise call.invalid("NextToken")
    return position
