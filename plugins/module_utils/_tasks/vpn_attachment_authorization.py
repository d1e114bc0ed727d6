# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Which accounts may bind an IPsec attachment to their transit routers (contract: connection.yaml,
DescribeVpnCrossAccountAuthorizations)."""

from __future__ import annotations

from .._engine.field import Parameter
from .._engine.find import to_ids
from .._engine.parts import Options, Wrapped
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._engine.views import shown
from .._resources.vpn_attachment import VPN_ATTACHMENT
from .._rpc.client import Client

_ATTACHMENT = Parameter(
    "vpn_attachment",
    "VpnConnectionId",
    Ref(VPN_ATTACHMENT),
    required=True,
    aliases=("vpn_attachment_id", "vpn_connection_id"),
)


def _spec() -> Spec:
    return {_ATTACHMENT.name: _ATTACHMENT.spec(required=True)}


def list_authorizations(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("list the authorizations of", f"{VPN_ATTACHMENT.title} {options[_ATTACHMENT.name]}", []):
        given = to_ids(Remote(VPN_ATTACHMENT, client), (_ATTACHMENT,), options)
        found = client.pages(
            "DescribeVpnCrossAccountAuthorizations", {_ATTACHMENT.wire: given[_ATTACHMENT.name]}, _authorizations
        )
    return {"changed": False, "vpn_attachment_authorizations": shown(found)}


_authorizations = Wrapped("CrossAccountAuthorizations").of


VPN_ATTACHMENT_AUTHORIZATION = Task(_spec, list_authorizations, read_only=True)
