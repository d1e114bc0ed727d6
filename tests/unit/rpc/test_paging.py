# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both kinds of paging: all items are returned, in order, with a limited number of threads."""

from __future__ import annotations

import threading
import time

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError, NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.paging import Row, row
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.support.fakes import FakeClock, client, error, ok


class Numbered:
    """A list of `total` numbers, paged as the service does; even pages answer faster than odd ones."""

    url = "https://vpc.test/"

    def __init__(self, total: int) -> None:
        self.pages: list[int] = []
        self.together = self.most = 0
        self._total = total
        self._lock = threading.Lock()

    def send(self, method: str, query: dict[str, str], form: None) -> Answer:
        page, size = int(query["PageNumber"]), int(query["PageSize"])
        with self._lock:
            self.pages.append(page)
            self.together += 1
            self.most = max(self.most, self.together)
        time.sleep(0.03 if page % 2 else 0.01)
        with self._lock:
            self.together -= 1
        numbers = list(range(self._total))[(page - 1) * size : page * size]
        return ok(TotalCount=self._total, Items=numbers)


def _all(wire: Numbered) -> list[int]:
    return client(wire).pages("DescribeVpnGateways", {}, lambda body: body["Items"], page_size=10)


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (9, 1), (10, 2), (11, 2), (20, 2), (95, 10), (100, 10)])
def test_everything_once_and_in_order(total: int, pages: int) -> None:
    wire = Numbered(total)
    assert _all(wire) == list(range(total))
    assert sorted(wire.pages) == list(range(1, pages + 1))


def test_ten_later_pages_are_fetched_at_a_time() -> None:
    class Meeting(Numbered):
        """The pages after the first one wait for each other."""

        meeting = threading.Barrier(10, timeout=10)

        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            if query["PageNumber"] != "1":
                self.meeting.wait()
            return super().send(method, query, form)

    assert _all(Meeting(110)) == list(range(110))


def test_no_more_than_ten_pages_are_fetched_at_a_time() -> None:
    wire = Numbered(400)
    assert _all(wire) == list(range(400))
    assert wire.most <= 10


def test_pages_are_fetched_while_results_of_others_are_made() -> None:
    wire = Numbered(400)
    others: list[int] = []

    def made(item: int) -> Row:
        if item == 110:  # of the twelfth page
            until = time.monotonic() + 10
            while len(wire.pages) < 12 + 10 and time.monotonic() < until:
                time.sleep(0.001)
            others.append(len(wire.pages))
        return row(item)

    found = client(wire).pages("DescribeVpnGateways", {}, lambda body: body["Items"], 10, made)
    assert found == list(range(400))
    assert others[0] >= 12 + 10
    assert wire.most <= 10


class Changing(Numbered):
    """Some items are deleted, and others created, right after a page was read."""

    def __init__(self, total: int, deleted: int, created: int, times: int = 1) -> None:
        super().__init__(total)
        self.items = list(range(total))
        self._change = deleted, created
        self._times = times

    def send(self, method: str, query: dict[str, str], form: None) -> Answer:
        page, size = int(query["PageNumber"]), int(query["PageSize"])
        self.pages.append(page)
        answer = ok(TotalCount=len(self.items), Items=self.items[(page - 1) * size : page * size])
        if page == 1 and self._times:
            self._times -= 1
            deleted, created = self._change
            self.items = self.items[deleted:] + [len(self.pages) * 1000 + number for number in range(created)]
        return answer


@pytest.mark.parametrize(("deleted", "created"), [(1, 0), (0, 1), (15, 0), (3, 20)])
def test_a_list_that_changes_is_read_again(deleted: int, created: int) -> None:
    wire = Changing(21, deleted, created)
    assert _all(wire) == wire.items


class Busy(Changing):
    """It changes each time that it is read, until a time of the clock."""

    def __init__(self, seconds: float) -> None:
        super().__init__(21, 0, 1)
        self.clock = FakeClock()
        self._seconds = seconds

    def send(self, method: str, query: dict[str, str], form: None) -> Answer:
        self._times = 1 if self.clock.passed < self._seconds else 0
        return super().send(method, query, form)

    def read(self, retry_timeout: float, patient_until: float = 0) -> list[int]:
        found = client(self, clock=self.clock, retry_timeout=retry_timeout)
        options = {"page_size": 10, "patient_until": self.clock.monotonic() + patient_until}
        return found.pages("DescribeVpnGateways", {}, lambda body: body["Items"], **options)


@pytest.mark.parametrize(("busy", "retry_timeout", "patient_until"), [(2, 0, 0), (20, 30, 0), (200, 30, 300)])
def test_a_list_that_changes_for_some_time_is_read_after_it(busy: int, retry_timeout: int, patient_until: int) -> None:
    """As while a task creates many gateways at the same time."""
    wire = Busy(busy)
    assert wire.read(retry_timeout, patient_until) == wire.items


@pytest.mark.parametrize(
    ("retry_timeout", "patient_until", "least", "most"), [(0, 0, 2, 8), (30, 0, 20, 30), (30, 300, 285, 300)]
)
def test_a_list_that_always_changes_fails(retry_timeout: int, patient_until: int, least: int, most: int) -> None:
    wire = Busy(9999)
    with pytest.raises(NetworkError, match=r"the list changed while it was read \(reads: [0-9]+\)"):
        wire.read(retry_timeout, patient_until)
    assert least <= wire.clock.passed <= most
    assert wire.pages.count(1) >= 5


@pytest.mark.parametrize("total", [None, 0, 1, 10, 15])
def test_after_a_full_page_another_one_is_read_if_the_total_may_be_wrong(total: int | None) -> None:
    class Wrong(Numbered):
        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            numbers = list(range(25))[(int(query["PageNumber"]) - 1) * 10 :][:10]
            return ok(Items=numbers) if total is None else ok(Items=numbers, TotalCount=total)

    assert _all(Wrong(25)) == list(range(25))


def test_an_item_that_is_on_two_pages_is_read_again() -> None:
    """One is deleted and another one created, so the total stays."""

    class Sliding(Numbered):
        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            self.pages.append(int(query["PageNumber"]))
            items = list(range(15)) if len(self.pages) > 2 else [*range(10), *range(9, 14)]
            return ok(TotalCount=15, Items=items[(self.pages[-1] - 1) * 10 :][:10])

    assert _all(Sliding(15)) == list(range(15))


def test_a_list_that_is_wrong_in_itself_is_not_read_for_long() -> None:
    class Wrong(Numbered):
        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            return ok(TotalCount=15, Items=list(range(10 if query["PageNumber"] == "1" else 5)))

    clock = FakeClock()
    found = client(Wrong(15), clock=clock, retry_timeout=30)
    with pytest.raises(NetworkError, match=r"the list has an item twice, .* \(reads: 5\)"):
        found.pages("DescribeVpnGateways", {}, lambda body: body["Items"], 10, patient_until=clock.monotonic() + 900)
    assert clock.passed < 15


def test_after_the_end_of_a_wait_a_list_that_changes_is_not_read_again() -> None:
    wire = Busy(9999)
    found = client(wire, clock=wire.clock, retry_timeout=30)
    with found.until(wire.clock.monotonic() + 3), pytest.raises(NetworkError, match="the list changed"):
        found.pages("DescribeVpnGateways", {}, lambda body: body["Items"], 10)
    assert 1 < wire.clock.passed <= 3


def test_a_failing_page_fails_the_list() -> None:
    class Broken(Numbered):
        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            return error("Forbidden", 403) if query["PageNumber"] == "3" else super().send(method, query, form)

    with pytest.raises(ApiError, match="Forbidden"):
        _all(Broken(95))


def test_an_answer_without_a_total_is_one_page() -> None:
    class Bare:
        url = "https://vpc.test/"

        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            return ok(Items=[1, 2])

    assert client(Bare()).pages("DescribeVpnGateways", {}, lambda body: body["Items"]) == [1, 2]


class ByToken:
    """A list of three pages with a NextToken."""

    url = "https://vpc.test/"
    answers = {None: ([1, 2], "a"), "a": ([3], "b"), "b": ([4], "")}  # noqa: RUF012

    def __init__(self) -> None:
        self.sizes: list[str] = []

    def send(self, method: str, query: dict[str, str], form: None) -> Answer:
        self.sizes.append(query["MaxResults"])
        items, following = self.answers[query.get("NextToken")]
        return ok(Items=items, NextToken=following)


@pytest.mark.parametrize("change", ["repeats", "shrinks"])
def test_a_list_by_token_that_changes_is_read_again(change: str) -> None:
    class Sliding:
        """While it is read first, an item moves to the next page, or one is deleted."""

        url = "https://vpc.test/"
        calls = 0

        def send(self, method: str, query: dict[str, str], form: None) -> Answer:
            self.calls += 1
            start = int(query.get("NextToken", 0))
            total = 4
            if change == "repeats" and self.calls == 2:
                start -= 1
            if change == "shrinks" and self.calls == 1:
                total = 5
            following = "" if start + 2 >= 4 else str(start + 2)
            return ok(Items=list(range(4))[start:][:2], NextToken=following, TotalCount=total)

    wire = Sliding()
    assert client(wire).token_pages("ListIpsecServers", {}, lambda body: body["Items"]) == [0, 1, 2, 3]
    assert wire.calls == {"repeats": 5, "shrinks": 4}[change]


def test_by_token() -> None:
    wire = ByToken()
    found = client(wire).token_pages("ListIpsecServers", {}, lambda body: body["Items"], page_size=20)
    assert found == [1, 2, 3, 4]
    assert wire.sizes == ["20", "20", "20"]
