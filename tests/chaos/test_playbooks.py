# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two processes of ansible-playbook with the same site at once; make chaos has more rounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chaos.playbooks import READINGS, Round, meet
from tests.support.warm import playbooks


@pytest.fixture(scope="module", autouse=True)
def _ansible_is_loaded_once() -> Iterator[None]:
    with playbooks():
        yield


@pytest.mark.parametrize("one", [Round(0.05, READINGS[0], first_look=True), Round(0.3, READINGS[1])], ids=str)
def test_two_playbooks_create_one_site(one: Round) -> None:
    assert meet(one).problems == []
