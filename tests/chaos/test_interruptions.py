# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of the interruptions of ``make chaos``: the next run ends with the same resources."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

from tests.chaos.plan import Job, Plays
from tests.chaos.signals import MOMENTS, SIGNALS, Interrupt


@pytest.mark.parametrize("sent", SIGNALS)
@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("role site_to_site, present", "CreateVpnGateway"),
        ("role remote_access, present", "CreateSslVpnClientCert"),
        ("role rotate_psk", "ModifyVpnConnectionAttribute"),
        ("create a topology", "CreateVpnGateway"),
        ("change a topology", "CreateVpnConnection"),
        ("purge a topology", "DeleteVpnConnection"),
    ],
)
def test_between_a_write_and_its_answer(
    plays: Plays, holds: Callable[[Job], None], sent: signal.Signals, name: str, action: str
) -> None:
    (one,) = [known for known in plays.wholes if known.play.name == name]
    holds(Job(one, interrupt=Interrupt(one.actions.index(action), "done", sent)))


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_a_delete(plays: Plays, holds: Callable[[Job], None], moment: str) -> None:
    (one,) = [known for known in plays.wholes if known.play.name == "role site_to_site, absent"]
    number = one.actions.index("DeleteVpnConnection")
    holds(Job(one, interrupt=Interrupt(number, moment, signal.SIGKILL)))
