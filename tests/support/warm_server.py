# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process from which warm.py has playbooks forked: ``warm_server.py NUMBER PROGRAM``, with the number of the socket
on which requests arrive, and the path of ansible-playbook."""

from __future__ import annotations

import gc
import json
import os
import socket
import struct
import sys
import traceback
import warnings
from contextlib import suppress
from importlib import import_module

# What each playbook imports; an older or newer Ansible may have other modules.
_MODULES = (
    "ansible.cli.playbook",
    "ansible.executor.module_common",
    "ansible.executor.playbook_executor",
    "ansible.executor.process.worker",
    "ansible.executor.task_queue_manager",
    "ansible.inventory.manager",
    "ansible.modules",
    "ansible.playbook.handler_task_include",
    "ansible.plugins.action.normal",
    "ansible.plugins.become",
    "ansible.plugins.cache",
    "ansible.plugins.connection.local",
    "ansible.plugins.inventory",
    "ansible.plugins.strategy.linear",
    "ansible.plugins.vars",
    "concurrent.futures.thread",
    "cryptography.hazmat.primitives.ciphers",
    "multiprocessing.popen_fork",
    "multiprocessing.queues",
    "multiprocessing.synchronize",
    "requests",
    "tomllib",
)


def main() -> None:
    control, program = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    control.set_inheritable(False)
    sys.path[0] = os.path.dirname(program)  # not the folder of this file
    for name in _MODULES:
        with suppress(ImportError):
            import_module(name)
    _load_plugins()
    # What is here already need not be looked at, and so copied, by each process that is forked.
    gc.collect()
    gc.freeze()
    while True:
        content, handles, _flags, _address = socket.recv_fds(control, 1, 2)
        _collect(os.WNOHANG if content else 0)
        if not content:
            return
        if os.fork() == 0:
            control.close()
            _play(*handles)
        for handle in handles:
            os.close(handle)


def _load_plugins() -> None:
    """Those that Ansible looks for in each playbook. It loads vars plugins itself, but only if nobody has looked at
    them."""
    loader = import_module("ansible.plugins.loader")
    loader.init_plugin_loader()
    warnings.filterwarnings("ignore", "AnsibleCollectionFinder has already been configured")
    for kind in ("action", "become", "callback", "connection", "filter", "lookup", "shell", "test"):
        list(getattr(loader, f"{kind}_loader").all(class_only=kind not in ("filter", "test")))
    for name in import_module("ansible.constants").INVENTORY_ENABLED:
        loader.inventory_loader.get(name, class_only=True)
    import_module("ansible_collections.alicloud.vpn.plugins.action.vpn_gateway")


def _collect(how: int) -> None:
    """Let the processes go that have ended, so that their CPU time counts as that of this process."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _play(number: int, output: int) -> None:
    """Be ansible-playbook, in a session of its own; does not return."""
    status = 1
    os.setsid()
    link = socket.socket(fileno=number)
    link.set_inheritable(False)
    os.register_at_fork(after_in_child=link.close)  # it closes when this process ends, whatever its workers do
    for stream in (1, 2):
        os.dup2(output, stream)
    os.close(output)
    try:
        request = json.loads(b"".join(iter(lambda: link.recv(65536), b"")))
        link.sendall(struct.pack("!i", os.getpid()))
        os.environ.clear()
        os.environ.update(request["variables"])
        os.chdir(request["folder"])
        sys.argv = request["arguments"]
        import_module("ansible.cli.playbook").main(sys.argv)
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        sys.stdout.flush()
        link.sendall(struct.pack("!i", status))
        os._exit(status)


if __name__ == "__main__":
    main()
