# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command line that runs inside a network namespace, for the daemons of the cloud and of a peer."""

from __future__ import annotations


def inside(namespace: str, *command: str) -> list[str]:
    """With its own /run in memory, because charon keeps files there, and with its own process ids.

    When the command ends, the kernel ends everything that it started.
    """
    return [
        *("ip", "netns", "exec", namespace),
        *("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"),
        *("sh", "-c", 'mount -t tmpfs -o mode=0700 tmpfs /run && exec "$@"', "sh"),
        *command,
    ]
