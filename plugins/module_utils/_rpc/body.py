# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Reads the body of an answer, in JSON or XML. Whatever else it is, the result is an empty object or an error."""

from __future__ import annotations

import json
import typing as t

from .errors import NetworkError
from .transport import Answer

DEEPEST = 50
_NESTS = frozenset((dict, list))  # what json.loads makes; a set is quicker here than isinstance


def parse(answer: Answer) -> dict[str, t.Any]:
    """The members of the object; empty if the answer is not one. Raises NetworkError for a success that is cut off or
    nested too deeply."""
    text = answer.text.strip()
    try:
        body = _xml(text) if text.startswith("<") else _json(text)
    except (ValueError, RecursionError, SyntaxError):
        # The request may or may not have been carried out; it can be sent again with the same token.
        if 200 <= answer.http_status < 300:
            raise NetworkError("the answer was incomplete") from None
        return {}
    if _is_too_deep(body):
        raise NetworkError(f"the answer is nested more than {DEEPEST} levels deep", retry=False)
    return body if isinstance(body, dict) else {}


def _xml(text: str) -> dict[str, t.Any]:
    """Proxies and old gateways send errors as XML, whatever Format requests."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return {}  # no answer of the service has declarations, and entities can make a short text long
    # Imported here, because the service itself never answers with XML.
    from xml.etree import ElementTree

    return {child.tag: child.text or "" for child in ElementTree.fromstring(text)}


def _json(text: str) -> t.Any:
    body = json.loads(text, parse_constant=_refuse)
    if "\\ud" in text or "\\uD" in text:
        # Half a surrogate is no character: it could not be printed.
        body = json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
    return body


def _refuse(constant: str) -> t.NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _is_too_deep(body: t.Any) -> bool:
    level = [body] if type(body) in _NESTS else []
    for _unused in range(DEEPEST):
        inner = (part for one in level for part in (one.values() if isinstance(one, dict) else one))
        level = [part for part in inner if type(part) in _NESTS]
        if not level:
            return False
    return True
