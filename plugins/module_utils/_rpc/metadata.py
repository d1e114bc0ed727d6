# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The metadata service of an ECS instance: temporary keys of the instance's role."""

from __future__ import annotations

import json
import re

from .credentials import AccessKey, Renewed, Source, key_of
from .errors import KeyAnswerError, SettingsError
from .network import Network, ask, text_of
from .transport import Transport

_HOST = "http://100.100.100.200"
_TOKEN = f"{_HOST}/latest/api/token"
_KEYS = f"{_HOST}/latest/meta-data/ram/security-credentials/"
_TIMEOUT = 2
_SECONDS = "21600"
_ROLE = re.compile(r"[\w.-]{1,64}\Z", re.ASCII)
_SOURCE = "metadata service of ECS"


def ecs_role(role: str, network: Network, only_v2: bool, option: str) -> Source:
    """The keys of the role of this instance. Without a name it is the only role that an instance can have. `only_v2`:
    no read without a token. Raises SettingsError."""
    if role and not _ROLE.match(role):
        raise SettingsError(f"{option}: {role!r} is not the name of a role; allowed: 1 to 64 letters, digits and ._-")

    def fetch() -> AccessKey:
        token = _token(only_v2)
        name = role or _get("", token).strip()
        if not _ROLE.match(name):
            raise KeyAnswerError(f"{_SOURCE}: the answer is not the name of a role")
        try:
            answer = json.loads(_get(name, token))
        except (ValueError, RecursionError):
            raise KeyAnswerError(f"{_SOURCE}: the answer is not JSON") from None
        return key_of(answer, _SOURCE)

    return Renewed(f"ECS role {role}".strip(), fetch, network.clock)


def _token(only_v2: bool) -> str:
    """Old instances have no tokens."""
    transport = _transport(_TOKEN, {"X-aliyun-ecs-metadata-token-ttl-seconds": _SECONDS})
    answer = ask("PUT", transport, {}, _SOURCE)
    return text_of(answer, transport, _SOURCE) if only_v2 or answer.http_status == 200 else ""


def _get(role: str, token: str) -> str:
    transport = _transport(_KEYS + role, {"X-aliyun-ecs-metadata-token": token} if token else {})
    return text_of(ask("GET", transport, {}, _SOURCE), transport, _SOURCE)


def _transport(url: str, headers: dict[str, str]) -> Transport:
    # The address is local to the instance: it answers at once or not at all, and no proxy reaches it.
    return Transport(url, timeout=_TIMEOUT, headers=headers, proxies=False)
