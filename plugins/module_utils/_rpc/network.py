# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""How the sources of credentials reach their services, and how long they try."""

from __future__ import annotations

from dataclasses import dataclass, field

from .clock import Clock
from .transport import Transport


@dataclass(frozen=True)
class Network:
    """The connection options of a task, without those of its service."""

    clock: Clock = field(default_factory=Clock)
    timeout: float = 30
    verify: bool | str = True
    retry_timeout: float = 30

    def transport(self, url: str) -> Transport:
        return Transport(url, timeout=self.timeout, verify=self.verify)
