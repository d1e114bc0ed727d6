# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays that meet faults, and are interrupted."""

import sys

from tests.support import tree

# The clients' processes import the collection too.
sys.path.insert(0, str(tree.ensure()))
