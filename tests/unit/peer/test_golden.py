# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text for every vendor and every shape of connection, compared with the files in golden/.

After an intended change: PEER_GOLDEN=write python -m pytest tests/unit/peer/test_golden.py, then review the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import VENDORS
from tests.support.peer.cases import CASES, NOT_WRITTEN, case, needed

GOLDEN = Path(__file__).with_name("golden")


WRITTEN = [(name, vendor) for name in CASES for vendor in VENDORS if (name, vendor) not in NOT_WRITTEN]


@pytest.mark.parametrize(("name", "vendor"), WRITTEN)
def test_text_is_as_in_its_file(name: str, vendor: str) -> None:
    text = peer_config(case(name), vendor, name="hq", **needed(vendor))
    file = GOLDEN / f"{name}.{vendor}.txt"
    if os.environ.get("PEER_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.{vendor}.txt" for name, vendor in WRITTEN}


@pytest.mark.parametrize(("name", "vendor"), WRITTEN)
def test_lines_have_no_trailing_blanks(name: str, vendor: str) -> None:
    text = peer_config(case(name), vendor, **needed(vendor))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(line == line.rstrip() for line in text.splitlines())
