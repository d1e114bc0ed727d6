# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The package that Ansible sends for a module: its size, what its process uses, and how long its imports take."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.bench.play import Play
from tests.bench.process import Used, in_turns, run, variables
from tests.bench.service import serving
from tests.bench.task import NOTHING_SHIPPED, create, task
from tests.support import tree

MODULE = "vpn_gateway"
_ANSIBLE = "import ansible.module_utils.basic"
_LIBRARIES = f"{_ANSIBLE}, requests"
_OURS = f"{_LIBRARIES}; import ansible_collections.alicloud.vpn.plugins.modules.{MODULE}"


class Package(NamedTuple):
    """`size`: in bytes. `used`: by its process."""

    size: int
    used: Used


def packages(folder: Path, runs: int) -> dict[str, Package]:
    """That of a module which changes nothing, and that of `ping`."""
    with serving(folder) as service:
        create(Play(folder, service.url))
        found = {}
        for name, one in (("ping", NOTHING_SHIPPED), (MODULE, task(MODULE))):
            kept = folder / name
            Play(folder, service.url, ANSIBLE_KEEP_REMOTE_FILES="1", ANSIBLE_REMOTE_TEMP=str(kept))([one])
            (found[name],) = kept.rglob("AnsiballZ_*.py")
        told = variables(service.url)
        used = in_turns({name: partial(run, [sys.executable, str(path)], told) for name, path in found.items()}, runs)
        return {name: Package(path.stat().st_size, used[name]) for name, path in found.items()}


def imports(runs: int) -> dict[str, Used]:
    """By `ansible`: what every module imports; `requests`: which all of ours need; `module`: the rest of one of them.
    Python reads these from files with bytecode."""
    told = {**variables(""), "PYTHONPATH": str(tree.ensure())}
    programs = {"nothing": "", "ansible": _ANSIBLE, "requests": _LIBRARIES, "module": _OURS}
    found = in_turns({name: partial(run, [sys.executable, "-c", text], told) for name, text in programs.items()}, runs)
    names = list(programs)
    return {
        name: Used(found[name].seconds - found[before].seconds, found[name].cpu - found[before].cpu)
        for before, name in zip(names, names[1:])
    }
