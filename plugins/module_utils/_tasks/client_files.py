# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The files that an OpenVPN client needs, as the service gives them (contract: DescribeSslVpnClientCert)."""

from __future__ import annotations

import os
import re
import typing as t

from .._engine import private_files
from .._engine.converge import Outcome
from .._engine.errors import Refused
from .._engine.parts import Options, Raw
from .._engine.task import Extension, Spec

# What the configuration refers to, and what can be in it instead, with the member of the answer.
_PARTS = {"ca": "CaCert", "cert": "ClientCert", "key": "ClientKey"}
# Neither may lead to another directory, wherever it comes from.
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_FILE_NAME = re.compile(r"[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*\Z")


def _spec() -> Spec:
    return {"dest": {"type": "path"}}


def _problems(options: Options) -> list[str]:
    dest, name = options.get("dest"), options.get("name")
    if not dest:
        return []
    if name and not _FILE_NAME.match(name):
        return [_unfit("name", name)]
    if options.get("state") == "absent" and not os.path.lexists(dest):
        return []
    try:
        for file in ("ca.crt", *([f"{name}.ovpn"] if name else [])):
            private_files.require_place(os.path.join(dest, file))
    except OSError as error:
        return [f"dest: {error}; give a directory that the task can write to"]
    return []


def _files(options: Options, outcome: Outcome) -> dict[str, str | None] | None:
    """The files under the names that the client configuration uses, and one with everything in it."""
    dest = options["dest"]
    if not dest:
        return None
    raw = outcome.raw or {}
    absent = options.get("state") == "absent"
    if not raw and not absent:
        return {}
    # A certificate that does not exist any more is known by the options alone.
    identifier = raw.get("SslVpnClientCertId") if raw else options.get("ssl_vpn_client_cert_id")
    name = raw.get("Name") if absent and raw else options.get("name") or raw.get("Name")
    contents: dict[str, str | None] = {}
    for file, text in _contents(raw, identifier, name).items():
        if absent:
            contents[os.path.join(dest, file)] = None
        elif text:
            contents[os.path.join(dest, file)] = text
    if absent and _of_others(dest, contents):
        del contents[os.path.join(dest, "ca.crt")]
    return contents


def _contents(raw: Raw, identifier: t.Any, name: t.Any) -> dict[str, str]:
    """The texts of the files by name; they are empty if the certificate does not exist."""
    parts = {part: _text(raw, member) for part, member in _PARTS.items()}
    profile = _text(raw, "ClientConfig")
    contents = {"ca.crt": parts["ca"]}
    if raw or identifier:
        if not isinstance(identifier, str) or not _IDENTIFIER.match(identifier):
            raise Refused(f"the ID {identifier!r} of the certificate cannot be part of a file name")
        contents[f"{identifier}.crt"] = parts["cert"]
        contents[f"{identifier}.key"] = parts["key"]
        contents[f"{identifier}.ovpn"] = profile
    # A certificate without a name has only the separate files.
    if name:
        if not isinstance(name, str) or not _FILE_NAME.match(name):
            raise Refused(_unfit("ssl_vpn_client_cert.name", name))
        contents[f"{name}.ovpn"] = _inline(profile, parts) if profile else ""
    return contents


def _of_others(folder: str, paths: t.Container[str]) -> bool:
    """Whether a folder has files of other certificates, which need the same ca.crt."""
    try:
        found = os.listdir(folder)
    except OSError:
        return False
    return any(os.path.join(folder, file) not in paths for file in found if file.endswith((".key", ".ovpn")))


def _text(raw: t.Mapping[str, t.Any], member: str) -> str:
    value = raw.get(member) or ""
    if not isinstance(value, str):
        raise Refused(f"the {member} that the service returned is not a text")
    return value


def _inline(profile: str, parts: t.Mapping[str, str]) -> str:
    """A configuration with its files in it, instead of their names."""
    given = {part: text.strip() for part, text in parts.items() if text}
    lines = [line for line in profile.splitlines() if not line.split() or line.split()[0] not in given]
    blocks = [f"<{part}>\n{text}\n</{part}>" for part, text in given.items()]
    return "\n".join([*lines, *blocks]) + "\n"


def _unfit(option: str, name: t.Any) -> str:
    return (
        f"{option}: {name!r} is not allowed with dest, because a file is named after it; allowed: no / or \\ or control"
        " characters, and no dot at the start"
    )


CLIENT_FILES = Extension(_spec, _problems, files=_files)
