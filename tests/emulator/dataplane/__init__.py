# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data plane: real daemons that carry the packets of what the cloud holds (``--dataplane netns``).

``link`` is the cloud's end, ``process`` what it talks through.  The rest runs in that process, inside the network
namespace, with process ids and a /run of its own: when it ends, however it ends, the kernel takes the daemons along.
The two exchange lines of JSON, each a whole picture: what is wanted (``wanted``) one way, what was found the other way.
"""
