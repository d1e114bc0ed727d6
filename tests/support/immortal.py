# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects whose references are not counted, so that processes that are forked do not copy the memory they are in.

Python counts references in the objects themselves: to use an object is to write to its page, which the system then
copies for each process. Since 3.12 Python has objects without a count, such as None.
"""

from __future__ import annotations

import gc
from ctypes import c_uint32
from types import CodeType
from typing import Any

_LEAST = 2**30  # the counts that say so differ between versions of Python; real ones are much lower


def make_immortal() -> None:
    """All objects that there are, with a Python that can do that; they stay until the process ends."""
    count = c_uint32.from_address(id(None)).value
    if count < _LEAST:
        return
    found: dict[int, Any] = {}
    near = gc.get_objects()
    while near:
        new = {id(one): one for one in near if id(one) not in found}
        found.update(new)
        near = gc.get_referents(*new.values())
        for one in new.values():
            if isinstance(one, CodeType):  # the garbage collector does not know what it holds
                near += [one.co_consts, one.co_names, one.co_varnames, one.co_freevars, one.co_cellvars]
                near += [one.co_name, one.co_qualname, one.co_filename, one.co_linetable, one.co_exceptiontable]
    for number in found:
        c_uint32.from_address(number).value = count
