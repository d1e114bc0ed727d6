# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules create for the first test, and every further test finds as it was then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from tests.emulator.state import State
from tests.support.tasks import Tasks

Made = TypeVar("Made")


class Once(Generic[Made]):
    """`make` runs tasks in an empty cloud; the others get the state that it has left. The access log is empty then."""

    def __init__(self, make: Callable[[Tasks], Made]) -> None:
        self._make = make
        self._made: tuple[Made, str] | None = None

    def __call__(self, tasks: Tasks) -> Made:
        cloud = tasks.emulator.cloud
        if self._made is None:
            self._made = self._make(tasks), cloud.state.to_json()
        made, state = self._made
        cloud.state = State.from_json(state)
        tasks.emulator.clear_log()
        return made
