# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python reads this file when it starts, if its folder is in PYTHONPATH: see tests/support/play.py.

Ansible sends each module in a zip file of sources, and Python never keeps the bytecode of what it imports from a zip
file: each module process compiles some 90 files again, which is half of its CPU time. Here the bytecode is kept in the
folder of the variable MODULE_BYTECODE, one file for each source file, and used while the source has the same hash.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
import zipimport
from types import CodeType

_FOLDER = os.environ.get("MODULE_BYTECODE")
_compile = getattr(zipimport, "_compile_source", None)  # private: without it each process compiles


def _compile_or_load(path: str, source: bytes) -> CodeType:
    name = path.partition(".zip/")[2].replace("/", ".")
    kept = f"{_FOLDER}/{sys.implementation.cache_tag}.{name}c"
    mark = _imp.source_hash(0, source)
    try:
        with open(kept, "rb") as file:
            content = file.read()
    except OSError:
        content = b""
    if content.startswith(mark):
        code: CodeType = marshal.loads(content[len(mark) :])
        # The zip file has another name in each process.
        _imp._fix_co_filename(code, path)  # type: ignore[attr-defined]
        return code
    code = _compile(path, source)  # type: ignore[misc]
    new = f"{kept}.{os.getpid()}"
    with open(new, "wb") as file:
        file.write(mark + marshal.dumps(code))
    os.replace(new, kept)
    return code


if _FOLDER and _compile:
    zipimport._compile_source = _compile_or_load  # type: ignore[attr-defined]
