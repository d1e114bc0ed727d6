# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible's main process loads, so that the worker of each task need not: plugins/action/__init__.py."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.play import environment

_LOADED_BEFORE = ("ansible.plugins.", "ansible_collections.alicloud.vpn.plugins.module_utils.", "requests")
# Prints what a worker would still load.
_WORKER = """
import json, sys
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar
try:
    from ansible.template import trust_as_template as template
except ImportError:
    template = str
init_plugin_loader()
import ansible_collections.alicloud.vpn.plugins.action.vpn_gateway
templar = Templar(DataLoader(), variables={})
before = set(sys.modules)
templar.template(template("{{ ['a'] | select('match', 'a') | map('upper') }}"))
for name in ("vpn_gateway", "customer_gateway", "vpn_connection", "vpn_route_entry"):
    __import__(f"ansible_collections.alicloud.vpn.plugins.modules.{name}")
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def test_a_worker_loads_only_its_module() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WORKER], env=environment(""), check=True, capture_output=True, text=True
    )
    loaded = json.loads(done.stdout)
    assert [name for name in loaded if name.startswith(_LOADED_BEFORE)] == []
