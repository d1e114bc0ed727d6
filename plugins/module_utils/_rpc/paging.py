# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The three ways in which lists are paged. None of them asks without an end, whatever the service answers."""

from __future__ import annotations

import re
import typing as t
from collections import deque
from itertools import count, islice

from .errors import NetworkError

MOST_PAGES = 2000

AT_ONCE = 10  # requests of a list that are on their way
_THREADS = 14  # more than that, so that some make results while the others wait for answers
_ADVICE = "Check the endpoint option; if it is right, read less at a time, for example with filters."

Body = dict[str, t.Any]


class Row(t.NamedTuple):
    """`mark`: the same for two items that are the same. `value`: what is made of the item."""

    mark: t.Hashable
    value: t.Any


def row(item: t.Any) -> Row:
    """An item as it is. A hash needs less memory than a text; two other items with the same hash are only read once
    more."""
    return Row(hash(repr(item)), item)


Items = t.Callable[[Body], list[Row]]
Again = t.Callable[[bool], bool]  # gets whether the list has changed; pauses; false if it must not be read again


def numbered(page: t.Callable[[int], Body], items: Items, size: int, again: Again) -> list[Row]:
    """Each page says how many items there are; after the first one they are fetched in parallel. A list that changes
    while it is read may lack items or have some twice, so it is read again after a pause."""
    return _unchanged(lambda: _pages(page, items, size), items, again)


def _unchanged(read: t.Callable[[], list[Body]], items: Items, again: Again) -> list[Row]:
    before = None
    for reads in count(1):
        bodies = read()
        found = [one for body in bodies for one in items(body)]
        totals, marks = list(map(_total, bodies)), [one.mark for one in found]
        if len(bodies) == 1 or (len(set(totals)) == 1 and len(set(marks)) == len(marks)):
            return found
        has_changed = before != (totals, marks)
        if not again(has_changed):
            problem = "changed while it was read" if has_changed else "has an item twice, or different totals"
            raise NetworkError(f"the list {problem} (reads: {reads})", retry=False, advice="Run the task again later.")
        before = totals, marks
    raise AssertionError("count() never ends")


def _pages(page: t.Callable[[int], Body], items: Items, size: int) -> list[Body]:
    bodies = [page(1)]
    total = _total(bodies[0])
    last = -(-total // size)
    if last > MOST_PAGES:
        raise NetworkError(
            f"the answer has a TotalCount of {total}; at most {MOST_PAGES} pages of {size} are read",
            retry=False,
            advice=_ADVICE,
        )
    if last > 1:
        bodies += _together(page, items, last)
    # After a full page there may be more. A total that is more than a page counts all of them, and is believed.
    while len(items(bodies[-1])) == size and len(bodies) < MOST_PAGES:
        if size < total == sum(len(items(body)) for body in bodies):
            break
        bodies.append(page(len(bodies) + 1))
    return bodies


def _together(page: t.Callable[[int], Body], items: Items, last: int) -> list[Body]:
    """The pages from the second to the last. `page` sees to it that no more than AT_ONCE are on their way."""
    from concurrent.futures import ThreadPoolExecutor

    bodies: list[Body] = []
    numbers = iter(range(2, last + 1))
    with ThreadPoolExecutor(min(_THREADS, last - 1)) as pool:
        # Not more to begin with: a total that is wrong should cost few calls.
        requested = deque(pool.submit(page, number) for number in islice(numbers, AT_ONCE))
        while requested:
            bodies.append(requested.popleft().result())
            if not items(bodies[-1]):
                break  # the total is wrong
            more = _THREADS - len(requested)
            requested.extend(pool.submit(page, number) for number in islice(numbers, more))
    return bodies


def by_token(page: t.Callable[[str | None], Body], items: Items, again: Again) -> list[Row]:
    """Each page names the next one. A list that changes while it is read is read again after a pause."""
    return _unchanged(lambda: _linked(page, items), items, again)


def _linked(page: t.Callable[[str | None], Body], items: Items) -> list[Body]:
    bodies: list[Body] = []
    token: str | None = None
    seen: set[str] = set()
    while True:
        bodies.append(page(token))
        token = str(bodies[-1].get("NextToken") or "")
        if not token:
            return bodies
        if token in seen or len(seen) == MOST_PAGES:
            problem = "a NextToken that was used before" if token in seen else f"more than {MOST_PAGES} pages"
            raise NetworkError(f"the list does not end: it has {problem}", retry=False, advice=_ADVICE)
        seen.add(token)


def until_short(page: t.Callable[[int], Body], items: Items, size: int) -> t.Iterator[Body]:
    """The answers of a list that does not say how many items there are; its last page is the one that is not full."""
    for number in range(1, MOST_PAGES + 1):
        body = page(number)
        yield body
        if len(items(body)) < size:
            return
    raise NetworkError(f"the list does not end: it has more than {MOST_PAGES} pages", retry=False, advice=_ADVICE)


def _total(body: Body) -> int:
    shown = str(body.get("TotalCount") or 0)
    if not re.fullmatch("[0-9]{1,18}", shown):
        raise NetworkError(
            f"the answer has a TotalCount that is not a number of items: {shown[:50]}", retry=False, advice=_ADVICE
        )
    return int(shown)
