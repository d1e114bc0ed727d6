# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes of the API gateway that the contract does not have.

From the public table of codes that all products share (status, code and text), and from its page on the signature
ACS3-HMAC-SHA256. The text of SignatureDoesNotMatch for that signature is the one that users report.
"""

from __future__ import annotations

from .contract import ErrorRow

CODES = {
    row.code: row
    for row in (
        ErrorRow("IncompleteSignature", 400, "The request signature does not conform to Aliyun standards."),
        ErrorRow("InvalidSecurityToken.Expired", 400, "Specified SecurityToken is expired."),
        ErrorRow("InvalidSecurityToken.Malformed", 400, "Specified SecurityToken is malformed."),
        ErrorRow(
            "InvalidSecurityToken.MismatchWithAccessKey", 400, "Specified SecurityToken mismatch with the AccessKey."
        ),
    )
}

ACS3_DOES_NOT_MATCH = (
    "Specified signature does not match our calculation. "
    "server StringToSign is [STRING_TO_SIGN], server CanonicalRequest is [CANONICAL_REQUEST]"
)
