# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""JMESPath over an answer. Plain names, nearly all of them, do not need the library."""

from __future__ import annotations

import traceback
import typing as t

from .._rpc.errors import MissingLibrary


def search(expression: str, data: t.Any) -> t.Any:
    """The value at a JMESPath expression; None where there is nothing."""
    if expression.isidentifier():
        return data.get(expression) if isinstance(data, t.Mapping) else None
    return compiled(expression).search(data)


def compiled(expression: str) -> t.Any:
    """A JMESPath expression ready to search with. Raises ValueError with the parser's words on a malformed one."""
    try:
        import jmespath
    except ImportError:
        raise MissingLibrary("jmespath", traceback.format_exc()) from None
    return jmespath.compile(expression)
