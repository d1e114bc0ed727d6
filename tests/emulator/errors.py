# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors of the service, from the contract's tables: first the action's own, then common.yaml, then any other."""

from __future__ import annotations

from collections.abc import Iterator

from . import public_codes
from .contract import Action, Contract, ErrorRow


class ServiceError(Exception):
    """A refusal as a client sees it: code, message, HTTP status."""

    def __init__(self, code: str, message: str, http: int) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.http = http


class ErrorCatalogue:
    """Creates a :class:`ServiceError` for a code, with the status and text of the contract."""

    def __init__(self, contract: Contract) -> None:
        self._gateway = {**public_codes.CODES, **contract.gateway_codes}
        self._anywhere: dict[str, ErrorRow] = {}
        for row in _rows(contract):
            known = self._anywhere.get(row.code)
            if known is None or (known.message is None and row.message is not None):
                self._anywhere[row.code] = row

    def error(self, code: str, *fill: object, action: Action | None = None) -> ServiceError:
        """The error ``code``; the values of ``fill`` replace each %s in its message."""
        row = (action.errors.get(code) if action else None) or self._gateway.get(code) or ErrorRow(code)
        elsewhere = self._anywhere.get(code, row)
        message = row.message or elsewhere.message or f"The request failed with {code}."
        # Some rows have no documented status; most codes of this form have 404.
        http = row.http or elsewhere.http or (404 if code.endswith(".NotFound") else 400)
        for value in fill:
            message = message.replace("%s", str(value), 1)
        return ServiceError(code, message, http)

    def missing(self, name: str) -> ServiceError:
        """common.yaml, MissingNAME."""
        return self._named("MissingNAME", name)

    def invalid(self, name: str, value: object = "", action: Action | None = None) -> ServiceError:
        """The action's own code for a wrong value of ``name``, or InvalidNAME of common.yaml if it has none."""
        own = _own_code(name, action) if action else None
        return self.error(own, value, action=action) if own else self._named("InvalidNAME", name)

    def wrong_signature(self, string_to_sign: str) -> ServiceError:
        """common.yaml, SignatureDoesNotMatch: the server's string to sign follows the only colon."""
        row = self._gateway["SignatureDoesNotMatch"]
        assert row.message and row.http
        return ServiceError(row.code, row.message.replace("STRING_TO_SIGN", string_to_sign), row.http)

    def wrong_acs3_signature(self, string_to_sign: str, canonical_request: str) -> ServiceError:
        """The same code for ACS3-HMAC-SHA256, whose text has the canonical request as well."""
        text = public_codes.ACS3_DOES_NOT_MATCH.replace("STRING_TO_SIGN", string_to_sign)
        text = text.replace("CANONICAL_REQUEST", canonical_request)
        return ServiceError("SignatureDoesNotMatch", text, self._gateway["SignatureDoesNotMatch"].http or 400)

    def _named(self, template: str, name: str) -> ServiceError:
        row = self._gateway[template]
        assert row.message and row.http
        return ServiceError(template.replace("NAME", name), row.message.replace("NAME", name), row.http)


def _own_code(name: str, action: Action) -> str | None:
    """The tables have InvalidName, InvalidIpAddress.WrongFormat, InvalidAuthkey.Malformed, IllegalParam.LocalSubnet."""
    spellings = {form.lower() for form in _spellings(name)}
    return next((code for code in action.errors if code.lower() in spellings), None)


def _spellings(name: str) -> Iterator[str]:
    yield f"IllegalParam.{name}"
    yield f"Invalid{name}"
    yield f"Invalid{name}.WrongFormat"
    yield f"Invalid{name}.Malformed"


def _rows(contract: Contract) -> Iterator[ErrorRow]:
    for action in contract.actions.values():
        yield from action.errors.values()
