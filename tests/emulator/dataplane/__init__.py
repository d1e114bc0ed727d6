# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data plane: real daemons that carry the packets of the cloud's connections (``--dataplane netns``).

``link`` is the cloud's end, ``process`` starts the other end and exchanges lines of JSON with it.  Everything else runs
in that process, inside the network namespace, with process ids and a /run of its own: when the process ends for any
reason, the kernel ends its daemons too.  Each line is a complete state: the desired one (``desired``) is sent to the
process, the one that the daemons report comes back.
"""
