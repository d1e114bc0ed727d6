# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Health checks: pings through the tunnel from Sip to Dip, every Interval seconds; Retry lost pings in a row fail."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Mapping
from typing import Any


class Probes:
    """One prober for each connection whose health check is on."""

    def __init__(self) -> None:
        self._running: dict[str, _Prober] = {}

    def run(self, probes: Mapping[str, Any]) -> None:
        """Run exactly these."""
        for key in [key for key, prober in self._running.items() if probes.get(key) != prober.probe]:
            self._running.pop(key).ended.set()
        for key, probe in probes.items():
            if key not in self._running:
                self._running[key] = _Prober(probe)

    def found(self) -> dict[str, str]:
        """``success`` or ``failed`` for each connection."""
        return {key: prober.status for key, prober in self._running.items()}


class _Prober:
    def __init__(self, probe: Mapping[str, Any]) -> None:
        self.probe = probe
        self.status = "failed"  # until the first answer
        self.ended = threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        lost = 0
        while not self.ended.is_set():
            lost = 0 if self._ping() else lost + 1
            if lost == 0:
                self.status = "success"
            elif lost >= self.probe["retry"]:
                self.status = "failed"
            self.ended.wait(self.probe["interval"])

    def _ping(self) -> bool:
        command = ["ping", "-nq", "-c1", "-W1", "-I", self.probe["sip"], self.probe["dip"]]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
