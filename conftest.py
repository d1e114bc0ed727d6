# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``tests`` and ``ansible_collections.alicloud.vpn`` importable, for pytest started anywhere in the checkout."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

# ansible-test units runs in a real collection tree, with an importer of its own for ansible_collections.
if ROOT.parts[-3:] != ("ansible_collections", "alicloud", "vpn"):
    from tests.support import tree

    sys.path.insert(0, str(tree.ensure()))
