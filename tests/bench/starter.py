# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a command and tells what it used. The kernel counts the memory of whoever starts a process as memory of the
process too, so a small process has to start it.

    python starter.py FD COMMAND...: writes seconds, processor seconds, KiB and the exit code to the file descriptor.
"""

import json
import os
import sys
import time

if __name__ == "__main__":
    report = int(sys.argv[1])
    os.set_inheritable(report, False)
    begun = time.monotonic()
    number = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
    _number, status, usage = os.wait4(number, 0)
    ended = [time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, status]
    os.write(report, json.dumps(ended).encode())
