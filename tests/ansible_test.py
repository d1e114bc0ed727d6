# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.ansible_test COMMAND …``: ansible-test of this Python's environment, on a copy of the checkout.

It takes three cures for what ansible-test expects of a machine:

- it refuses a checkout that is not a real folder ``…/ansible_collections/alicloud/vpn``, a symbolic link too;
- it fetches a script to install pip from a server that not every machine reaches;
- it takes pyenv's shims for Pythons, though most of them lead nowhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import tree

# One for each version of pip that a supported ansible-core asks for: 2.17, then 2.18 and 2.19, then 2.20 and 2.21.
GET_PIP_VERSIONS = ("23_1_2", "24_2", "25_2")
GET_PIP = '''\
"""Installs pip from the wheel that Python carries in ensurepip, then what was asked for."""

import ensurepip
import glob
import os
import runpy
import sys

sys.path.insert(0, glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip-*.whl"))[0])
wanted = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
sys.argv = ["pip", "install", "--upgrade"] + wanted
runpy.run_module("pip", run_name="__main__")
'''


def main(arguments: list[str]) -> int:
    """Run ansible-test; returns its exit code."""
    bin_folder = Path(sys.executable).parent
    home = Path(sys.prefix).name.lstrip(".")
    folder = fresh_copy(tree.BUILD / "copies" / f"{home}-{arguments[0]}" / tree.NAME)
    write_get_pip(Path.home() / ".ansible" / "test" / "cache")
    pythons = sorted(Path.home().glob(".pyenv/versions/3.*/bin"))
    path = os.pathsep.join([*map(str, [bin_folder, *pythons]), os.environ["PATH"]])
    # The link tree would be a second alicloud.vpn beside the copy.
    environment = {name: value for name, value in os.environ.items() if name != "ANSIBLE_COLLECTIONS_PATH"}
    command = [str(bin_folder / "ansible-test"), *arguments]
    return subprocess.run(command, cwd=folder, env={**environment, "PATH": path}, check=False).returncode


def fresh_copy(folder: Path) -> Path:
    """What git has or would take, without what an earlier run left."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in tree.files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(tree.ROOT / name, target, follow_symlinks=False)
    # Else ansible-test asks the checkout's repository, which ignores all that lies in .build.
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def write_get_pip(cache: Path) -> None:
    """Put the stand-in where ansible-test looks before it fetches the script; one that is there is left alone."""
    cache.mkdir(parents=True, exist_ok=True)
    for version in GET_PIP_VERSIONS:
        script = cache / f"get_pip_{version}.py"
        if not script.exists():
            script.write_text(GET_PIP)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
