# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ClientTokens: the same token with the same parameters is the same request, which is answered again, but not repeated.

Only successful answers are remembered, so a refused request may be sent again with its token.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .errors import ErrorCatalogue
from .registry import reading
from .state import State

TOKEN = "ClientToken"
reading(
    "token-of-deleted",
    "answered",
    "forgotten",
    about="Whether a create with the `ClientToken` of a resource that was deleted has the first answer again, or "
    "creates a new one.",
)


def recall(
    memory: Mapping[str, list[Any]], action: str, parameters: Mapping[str, Any], errors: ErrorCatalogue
) -> dict[str, Any] | None:
    """The earlier answer to this token, or None; with other parameters the refusal IdempotentParameterMismatch."""
    known = memory.get(_key(action, parameters))
    if known is None:
        return None
    fingerprint: str = known[0]
    answer: dict[str, Any] = known[1]
    if fingerprint != _fingerprint(parameters):
        raise errors.error("IdempotentParameterMismatch")
    return answer


def forget_deleted(state: State, action: str, parameters: Mapping[str, Any]) -> None:
    """Forget the token of a create whose resource does not exist any more."""
    key = _key(action, parameters)
    created = state.tokens[key][2] if key in state.tokens else ""
    if created and not state.has(created):
        del state.tokens[key]


def remember(state: State, action: str, parameters: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Keep the answer of a successful request that has a token, and the id of what it has created."""
    if parameters.get(TOKEN):
        ids = [value for value in answer.values() if isinstance(value, str) and state.has(value)]
        created = ids[0] if ids and action.startswith("Create") else ""
        state.tokens[_key(action, parameters)] = [_fingerprint(parameters), answer, created]


def _key(action: str, parameters: Mapping[str, Any]) -> str:
    return f"{action} {parameters.get(TOKEN, '')}"


def _fingerprint(parameters: Mapping[str, Any]) -> str:
    # A digest, because the state file need not contain pre-shared keys twice.
    rest = {name: value for name, value in parameters.items() if name != TOKEN}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
