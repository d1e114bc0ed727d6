# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results to be compared: of modules that run within Ansible, and of the same ones in processes of their own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from typing import Any

from tests.support.play import Run

_STARTED = time.time()
# Certificates, IDs of requests, the negotiation of tunnels, which goes on meanwhile, when changes were made, and
# Ansible's temporary folders.
_NEW = re.compile(
    r"-----BEGIN .+?-----END [A-Z ]+-----"
    r"|\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b"
    r"|\b(ike|ipsec)_sa_(not_)?established\b"
    r"|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    r"|[^ ]*/ansible-(tmp|local)-[^ /]+",
    re.DOTALL,
)
# How long something took, and when Ansible began and ended it, or wrote a file.
_TIMES = ("seconds", "start", "end", "delta", "atime", "mtime", "ctime")
# When a change was made is a time of this machine; other times are those of the cloud.
_MADE = ("started", "ended")


def cloud_options(seed: str) -> dict[str, Any]:
    """Of a cloud that gives the same IDs and times in each run."""
    return {"seed": seed, "clock": lambda: _STARTED}


def compared(run: Run, texts: Iterable[str]) -> list[dict[str, Any]]:
    """The tasks of a run without times, and without these texts, such as folders and addresses."""
    return [_plain(task, [*texts]) for task in run.tasks]


def _plain(value: Any, texts: list[str]) -> Any:
    if isinstance(value, dict):
        same = {name: "..." for name in _MADE if value.get(name)}
        return {**{name: _plain(one, texts) for name, one in value.items() if name not in _TIMES}, **same}
    if isinstance(value, list):
        return [_plain(one, texts) for one in value]
    if isinstance(value, str):
        for text in texts:
            value = value.replace(text, "...")
        return _NEW.sub("...", value)
    return value
