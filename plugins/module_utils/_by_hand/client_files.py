# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The files that an OpenVPN client needs, kept as the service gives them (contract: DescribeSslVpnClientCert)."""

from __future__ import annotations

import os
import tempfile
import typing as t

from .._engine.converge import Outcome
from .._engine.phase import Failed
from .._rpc.client import Client

if t.TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

_MODE = 0o600


def complaints(options: t.Mapping[str, t.Any]) -> list[str]:
    if options.get("dest") and options.get("state") == "absent":
        return ["dest: only allowed together with state=present; remove the files with ansible.builtin.file"]
    return []


def write_files(module: AnsibleModule, client: Client, outcome: Outcome) -> dict[str, t.Any]:
    """Returns what goes over the result: `files`, and `changed` and `diff` with the files in them."""
    dest = module.params["dest"]
    if not dest:
        return {"files": []}
    contents = _contents(dest, outcome.raw) if outcome.raw else {}
    stale = [path for path, text in contents.items() if not _is_kept(path, text)]
    if stale and not module.check_mode:
        try:
            os.makedirs(dest, mode=0o700, exist_ok=True)
            for path in stale:
                _write(module, path, contents[path])
        except OSError as error:
            # The certificate itself is there by now, and the failure has to say so.
            raise Failed(f"Could not write the files to {dest}: {error}", error, outcome.actions) from error
    returned: dict[str, t.Any] = {"files": list(contents), "changed": outcome.changed or bool(stale)}
    if module._diff:
        # Names only: the contents are a key and what goes with it.
        before = {**outcome.before, "files": sorted(set(contents) - set(stale))}
        returned["diff"] = {"before": before, "after": {**outcome.after, "files": sorted(contents)}}
    return returned


def _contents(dest: str, raw: t.Mapping[str, t.Any]) -> dict[str, str]:
    """Under the names that the client configuration itself uses."""
    identifier = raw["SslVpnClientCertId"]
    named = {
        "ca.crt": raw.get("CaCert"),
        f"{identifier}.crt": raw.get("ClientCert"),
        f"{identifier}.key": raw.get("ClientKey"),
        f"{identifier}.ovpn": raw.get("ClientConfig"),
    }
    return {os.path.join(dest, name): text for name, text in named.items() if text}


def _is_kept(path: str, text: str) -> bool:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read() == text and os.stat(path).st_mode & 0o777 == _MODE
    except (OSError, UnicodeDecodeError):
        return False


def _write(module: AnsibleModule, path: str, text: str) -> None:
    # Made private before anything is in it, and put in place whole.
    handle, temporary = tempfile.mkstemp(dir=module.tmpdir)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(temporary, _MODE)
    module.atomic_move(temporary, path)
    os.chmod(path, _MODE)
