# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A credentials URI: a local helper answers with temporary keys."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from .credentials import AccessKey, Renewed, Source, key_of
from .errors import KeyAnswerError, SettingsError
from .network import Network, ask, text_of

_SOURCE = "credentials_uri"


def credentials_uri(uri: str, network: Network, where: str) -> Source:
    """The keys that a URI answers with. The query may hold a secret, so it is in no message. Raises SettingsError."""
    try:
        parts = urlsplit(uri)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment and parts.port != 0
    except ValueError:
        right = False
    if not right or "@" in parts.netloc or any(character.isspace() for character in uri):
        raise SettingsError(
            f"{where}: this is not a URI that can be called; allowed: http:// or https://, a host without user name, "
            "and a path, such as http://127.0.0.1:8080/credentials"
        )
    query = dict(parse_qsl(parts.query))
    url = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"
    transport = network.transport(url)

    def fetch() -> AccessKey:
        try:
            answer = json.loads(text_of(ask("GET", transport, query, _SOURCE), transport, _SOURCE))
        except (ValueError, RecursionError):
            raise KeyAnswerError(f"{_SOURCE}: the answer of {url} is not JSON") from None
        if not isinstance(answer, dict) or answer.get("Code") != "Success":
            raise KeyAnswerError(f"{_SOURCE}: {url} did not answer with Success")
        return key_of(answer, _SOURCE)

    return Renewed(url, fetch, network.clock)
