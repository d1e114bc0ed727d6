# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A caller that signs in the headers, as today's SDK does by default."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from tests.emulator import signature_acs3
from tests.emulator.messages import Request
from tests.support.caller import VERSION, Caller, flatten


class Acs3Caller(Caller):
    """Calls actions of a cloud with the signature ACS3-HMAC-SHA256; parameters are in the query."""

    def request(self, name: str, method: str = "POST", secret: str = "testsecret", **parameters: Any) -> Request:
        """A signed request; parameters that begin with ``x-acs-``, and ``Authorization``, are headers.

        Those that are None are left out.
        """
        now = datetime.fromtimestamp(self.cloud.clock(), timezone.utc)
        body = parameters.pop("body", b"")
        given = {
            "host": self.host,
            "x-acs-action": name,
            "x-acs-version": VERSION,
            "x-acs-date": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-content-sha256": signature_acs3.content_hash(body),
            "RegionId": self.region,
            **parameters,
        }
        given = {name: value for name, value in given.items() if value is not None}
        key_id = given.pop("key_id", "testid")
        headers = {name: given.pop(name) for name in list(given) if name == "host" or name.startswith("x-acs-")}
        explicit = "Authorization" in parameters
        authorization = given.pop("Authorization", None)
        unsigned = Request.parse(method, urlencode(flatten(given)), body, headers.items())
        if not explicit:
            authorization = self._authorization(unsigned, key_id, secret)
        signed = headers if authorization is None else {**headers, "Authorization": authorization}
        return Request.parse(method, urlencode(flatten(given)), body, signed.items())

    @staticmethod
    def _authorization(request: Request, key_id: str, secret: str) -> str:
        names = sorted(request.headers)
        text = signature_acs3.string_to_sign(signature_acs3.canonical_request(request, names))
        signature = signature_acs3.sign(secret, text)
        return f"{signature_acs3.ALGORITHM} Credential={key_id},SignedHeaders={';'.join(names)},Signature={signature}"
