# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What keeps a resource from being deleted: asked before a deletion is predicted, or is the first half of a
recreation."""

from __future__ import annotations

import typing as t

from .._rpc.errors import ApiError, Category
from .lock import Lock
from .parts import Dependent
from .remote import Remote

_MOST = 5


def kept_by(remote: Remote, identifier: str, apart_from: t.Container[str] = ()) -> str:
    """Says what keeps a resource from being deleted; empty if nothing does. `apart_from`: IDs of those that are deleted
    first."""
    resource = remote.resource
    if not resource.dependents:
        return ""
    Lock(remote, identifier).settle()  # what is listed meanwhile may be about to go
    found = [text for text in (_listed(remote, one, identifier, apart_from) for one in resource.dependents) if text]
    return f"{resource.title} {identifier} cannot be deleted while it has {' and '.join(found)}" if found else ""


def _listed(remote: Remote, dependent: Dependent, identifier: str, apart_from: t.Container[str]) -> str:
    try:
        items = remote.client.pages(dependent.action, {remote.resource.identity.id: identifier}, dependent.items.of)
    except ApiError as error:
        # Nobody has to be allowed to list them: then the service itself refuses the deletion.
        if error.category is Category.DENIED:
            return ""
        raise
    gone = dependent.deleting
    staying = (str(item[dependent.id]) for item in items if gone is None or not gone.include(item))
    ids = [identifier for identifier in staying if identifier not in apart_from]
    more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
    title = dependent.title if len(ids) == 1 else f"{dependent.title}s"
    return f"{len(ids)} {title} ({', '.join(ids[:_MOST])}{more})" if ids else ""
