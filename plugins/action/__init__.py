# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ansible imports this package in its main process when it reads a task of this collection. It forks a worker for each
task, so what is loaded here need not be loaded again for each of them."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

with suppress(ImportError):
    import_module("requests")
for name in ("_module", "_engine.apply", "_engine.listing", "_rpc.profiles"):
    import_module(f"ansible_collections.alicloud.vpn.plugins.module_utils.{name}")
