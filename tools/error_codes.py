# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/guides/error_codes.md: what each error code of the service means, what a task does, and what the user can do."""

from __future__ import annotations

from collections.abc import Iterator

from tools import api, collection, texts
from tools.collection import PAGE_LICENCE

PATH = "docs/guides/error_codes.md"
_codes = collection.load("plugins.module_utils._vpc.codes")
_CLIENT = (
    *(_codes._NOT_FOUND | _codes._BUSY | _codes._THROTTLED | _codes._UNAVAILABLE | _codes._DENIED),
    *_codes._ADVICE,
)


def known() -> dict[str, tuple[str, int]]:
    """Every code that the client or the contract knows, with the service's message and its HTTP status."""
    found = dict.fromkeys(_CLIENT, ("", 0))
    found.update({code: (row.get("message") or "", row["http"]) for code, row in api.gateway_errors().items()})
    message, status = found["InvalidNAME"]
    found.update({f"Invalid{name}": (message.replace("NAME", name), status) for name in _codes._PARAMETERS})
    for action in api.actions().values():
        for code, row in action["errors"].items():
            message, status = found.get(code, ("", 0))
            found[code] = (row.get("message") or message, row.get("http") or status)
    return dict(sorted(found.items(), key=lambda item: item[0].lower()))


def problems() -> Iterator[str]:
    """Codes for which neither the client nor the texts say what to do."""
    for code in known():
        if not _advice(code):
            yield f"tools/texts/error_codes.yml: advice > {code} is missing"


def text() -> str:
    """The page."""
    missing = list(problems())
    if missing:
        raise texts.TextProblem("\n".join(missing))
    said = texts.of("error_codes")
    rows = (_row(code, message, status) for code, (message, status) in known().items())
    head = "| code | the service says | what the task does | what to do |\n| --- | --- | --- | --- |"
    return "\n".join([PAGE_LICENCE, said.need("intro"), head, *rows, "", said.need("end")])


def _row(code: str, message: str, status: int) -> str:
    does = texts.of("error_codes").need("does", _codes.category_of(code, status).name.lower())
    cells = (f"`{code}`", message, does, _advice(code))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _advice(code: str) -> str:
    return _codes.advice_for(code, "") or texts.of("error_codes").get("advice", code) or ""
