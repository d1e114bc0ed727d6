# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine, for those who compare figures."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from ansible.release import __version__


def described() -> str:
    """Processor, cores and versions."""
    versions = f"Python {platform.python_version()}, ansible-core {__version__}"
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, {versions}"


def load() -> str:
    """How many processes wanted to run in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    found = re.search(r"^model name\s*: (.*)", text, re.MULTILINE)
    return found[1] if found else platform.machine()
