# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers with exactly the fields, types and wrappers of the contract, as JSON or XML (common.yaml)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from .contract import ResponseField
from .errors import ServiceError

JSON = "JSON"
XML = "XML"
CONTENT_TYPES = {JSON: "application/json;charset=utf-8", XML: "application/xml;charset=utf-8"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>'
_RECOMMEND = "https://error-center.aliyun.com/status/search?Keyword={code}&source=PopGw"

Shaper = Callable[[Mapping[str, Any]], dict[str, Any]]


def shaper(fields: Mapping[str, ResponseField]) -> Shaper:
    """A function that reduces a record to the fields of a response table, with the types and wrappers of the table."""
    plan = tuple((name, _converter(spec)) for name, spec in fields.items())

    def shape(record: Mapping[str, Any]) -> dict[str, Any]:
        shaped = {}
        for name, convert in plan:
            value = record.get(name)
            if value is not None:
                shaped[name] = convert(value)
        return shaped

    return shape


def _converter(spec: ResponseField) -> Callable[[Any], Any]:
    if spec.type == "list":
        item: Callable[[Any], Any] = shaper(spec.members) if spec.members else _text
        if spec.wrapper is None:
            return lambda values: [item(value) for value in values]
        wrapper = spec.wrapper
        return lambda values: {wrapper: [item(value) for value in values]}
    if spec.type == "object":
        return shaper(spec.members)
    return _SCALARS[spec.type]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


_SCALARS: Mapping[str, Callable[[Any], Any]] = {"string": _text, "integer": int, "long": int, "boolean": bool}


def without_empty(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without the members that are an empty text."""
    return {name: _without_empty(value) for name, value in answer.items() if value != ""}


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return without_empty(value) if isinstance(value, Mapping) else value


def error_body(error: ServiceError, request_id: str, host: str) -> dict[str, Any]:
    """common.yaml, error."""
    return {
        "RequestId": request_id,
        "HostId": host,
        "Code": error.code,
        "Message": error.message,
        "Recommend": _RECOMMEND.format(code=error.code),
    }


def encode(body: Mapping[str, Any], form: str, root: str) -> bytes:
    """The body as bytes; ``root`` is the name of the outermost XML element."""
    if form == JSON:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return "".join([_PROLOGUE, *_elements(root, body)]).encode()


def _elements(name: str, value: Any) -> Iterable[str]:
    if isinstance(value, list):  # a bare list repeats its element
        for item in value:
            yield from _elements(name, item)
        return
    yield f"<{name}>"
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _elements(key, inner)
    else:
        # XML 1.0 cannot represent control characters.
        yield escape(_NOT_XML.sub("?", _text(value)))
    yield f"</{name}>"
