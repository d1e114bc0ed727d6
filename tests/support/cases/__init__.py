# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The case of every resource. Apart from the emulator, a new resource needs no other file in tests."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.support.case import Case


def _found() -> tuple[Case, ...]:
    stems = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return tuple(importlib.import_module(f"{__name__}.{stem}").CASE for stem in stems)


CASES = _found()
