# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Whether the region supports what the options turn on; asked before the first write, in check mode too."""

from __future__ import annotations

import typing as t

from .._rpc.errors import ApiError, Category
from .errors import Refused
from .parts import Options, Support
from .remote import Remote
from .views import projection


def require_support(remote: Remote, wanted: Options, actual: Options | None) -> None:
    """Raises Refused for the first option that the region does not support. What is on already is not asked about."""
    present = projection(remote.resource, actual or {})
    for support in remote.resource.supports:
        turned_on = [path for path in support.options if _at(wanted, path) is True and _at(present, path) is not True]
        if turned_on and not _supported(remote, support):
            raise Refused(
                f"{turned_on[0]}: not allowed, region {remote.client.region} does not support {support.what}; leave "
                "the option out, or use another region"
            )


def _supported(remote: Remote, support: Support) -> bool:
    try:
        return remote.ask(support.action).get(support.member) is not False
    except ApiError as error:
        # Nobody has to be allowed to ask: then the service itself refuses the change.
        if error.category is Category.DENIED:
            return True
        raise


def _at(values: Options, path: str) -> t.Any:
    value: t.Any = values
    for name in path.split("."):
        value = (value or {}).get(name)
    return value
