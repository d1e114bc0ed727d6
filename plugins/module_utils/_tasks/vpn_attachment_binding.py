# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Which IPsec attachments are bound to a transit router (contract: connection.yaml, DescribeVpnAttachments)."""

from __future__ import annotations

import typing as t

from .._engine.field import Parameter
from .._engine.find import to_ids
from .._engine.parts import Options, Raw, Wrapped
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._engine.views import shown
from .._resources.vpn_attachment import VPN_ATTACHMENT
from .._rpc.client import Client
from .._vpc.tags import Tags

_ATTACHMENT = Parameter(
    "vpn_attachment", "VpnConnectionId", Ref(VPN_ATTACHMENT), aliases=("vpn_attachment_id", "vpn_connection_id")
)


def _spec() -> Spec:
    return {_ATTACHMENT.name: _ATTACHMENT.spec()}


def list_bindings(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("list", f"the bound {VPN_ATTACHMENT.title}s", []):
        given = to_ids(Remote(VPN_ATTACHMENT, client), (_ATTACHMENT,), options)
        found = client.pages("DescribeVpnAttachments", {_ATTACHMENT.wire: given.get(_ATTACHMENT.name)}, _attachments)
    return {"changed": False, "vpn_attachment_bindings": list(map(_view, found))}


def _view(raw: Raw) -> dict[str, t.Any]:
    return {**shown(raw), "tags": Tags().receive(raw.get("Tags"))}


_attachments = Wrapped("VpnAttachments").of


VPN_ATTACHMENT_BINDING = Task(_spec, list_bindings, read_only=True)
