# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The files that an OpenVPN client needs, as the service gives them (contract: DescribeSslVpnClientCert)."""

from __future__ import annotations

import os

from .._engine.converge import Outcome
from .._engine.resource import Options
from .._engine.task import Extension, Spec


def _spec() -> Spec:
    return {"dest": {"type": "path"}}


def _problems(options: Options) -> list[str]:
    if options.get("dest") and options.get("state") == "absent":
        return ["dest: not allowed with state=absent; remove the files with ansible.builtin.file"]
    return []


def _files(options: Options, outcome: Outcome) -> dict[str, str] | None:
    """The files under the names that the client configuration uses."""
    dest, raw = options["dest"], outcome.raw
    if not dest:
        return None
    if not raw:
        return {}
    identifier = raw["SslVpnClientCertId"]
    named = {
        "ca.crt": raw.get("CaCert"),
        f"{identifier}.crt": raw.get("ClientCert"),
        f"{identifier}.key": raw.get("ClientKey"),
        f"{identifier}.ovpn": raw.get("ClientConfig"),
    }
    return {os.path.join(dest, name): text for name, text in named.items() if text}


CLIENT_FILES = Extension(_spec, _problems, files=_files)
