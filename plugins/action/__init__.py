# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible imports this package in its main process when it reads a task of this collection. It forks a worker for each
task, so what is loaded here need not be loaded again for each of them."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from ansible.plugins.loader import filter_loader, test_loader

with suppress(ImportError):
    import_module("requests")
for name in (
    "_module",
    "_engine.apply",
    "_engine.listing",
    "_rpc.profiles",
    "_resources.vpn_gateway",
    "_resources.customer_gateway",
    "_resources.vpn_connection",
    "_resources.vpn_route_entry",
    "_tasks.tunnel",
):
    import_module(f"ansible_collections.alicloud.vpn.plugins.module_utils.{name}")

# Most tasks have expressions with filters and tests. Looking up the first of each kind loads all of Ansible's own.
filter_loader.get("ansible.builtin.combine")
test_loader.get("ansible.builtin.match")
