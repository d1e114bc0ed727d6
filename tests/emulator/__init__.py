# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in cloud: a VPN Gateway service that follows the API contract (contract/*.yaml).

One state machine (:class:`tests.emulator.cloud.Cloud`) with two front ends: HTTP (``http_server``) and, for tests
without a socket, a ``requests`` adapter (``in_process``).  Nothing here imports the collection's plugins.
"""

from __future__ import annotations
