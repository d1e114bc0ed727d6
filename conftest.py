# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``tests`` and ``ansible_collections.alicloud.vpn`` importable, for pytest started anywhere in the checkout."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tests.support import tree

# In a checkout that lies in a collection tree too: pytest alone does not look for packages above it. The importer that
# ansible-test brings comes before this path.
sys.path.insert(0, str(tree.ensure()))
