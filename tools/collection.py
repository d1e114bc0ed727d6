# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes this checkout importable as ``ansible_collections.alicloud.vpn``, wherever it lies."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NAME = "alicloud.vpn"
PACKAGE = f"ansible_collections.{NAME}"
# How a generated page begins.
PAGE_LICENCE = """<!--
Copyright (c) 2026 the alicloud.vpn developers
GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
-->
"""


@functools.cache
def load(path: str) -> Any:
    """A Python module of the collection, such as ``plugins.module_utils._module``."""
    if not _is_this_checkout():
        _register()
    return importlib.import_module(f"{PACKAGE}.{path}")


def _is_this_checkout() -> bool:
    try:
        found = importlib.util.find_spec(PACKAGE)
    except ModuleNotFoundError:
        return False
    places = (found.submodule_search_locations or []) if found else []
    return any(Path(place).resolve() == ROOT for place in places)


def _register() -> None:
    """Nothing on the path has the collection, or it is another copy: three packages without files of their own."""
    for depth in (1, 2, 3):
        name = ".".join(PACKAGE.split(".")[:depth])
        spec = ModuleSpec(name, None, is_package=True)
        if name == PACKAGE:
            spec.submodule_search_locations = [str(ROOT)]
            sys.modules[name] = importlib.util.module_from_spec(spec)
        sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
