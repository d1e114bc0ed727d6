# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access log: a JSON object for each request, with the names of its parameters and never a value."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any


class AccessLog:
    """Keeps entries in memory (``keep``, for tests), appends them to a file (``path``), or both."""

    def __init__(self, path: Path | None = None, keep: bool = True) -> None:
        self.entries: list[dict[str, Any]] = []
        self._keep = keep
        self._file = path.open("a", encoding="utf-8") if path else None

    def add(
        self, now: float, action: str | None, kind: str | None, names: Iterable[str], http: int, code: str | None
    ) -> None:
        """Add one request; ``code`` is None if it succeeded."""
        entry = {
            "time": datetime.fromtimestamp(now, timezone.utc).isoformat(timespec="milliseconds"),
            "action": action,
            "kind": kind,
            "parameters": sorted(names),
            "http_status": http,
            "code": code,
        }
        if self._keep:
            self.entries.append(entry)
        if self._file:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()
