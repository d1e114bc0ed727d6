# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a long task tells while it runs. Somebody listens only where a module runs within Ansible: what a process of its
own prints is not seen before it ends."""

from __future__ import annotations

import typing as t
from contextlib import contextmanager
from contextvars import ContextVar

Listener = t.Callable[[str], None]


def _nobody(text: str) -> None:
    pass


# Other threads than that of the task have nobody who listens.
_listener: ContextVar[Listener] = ContextVar("listener", default=_nobody)


def tell(text: str) -> None:
    """Pass a line on at once."""
    _listener.get()(text)


@contextmanager
def told_to(listener: Listener) -> t.Iterator[None]:
    """What is told inside goes to a listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def edited(edit: t.Callable[[str], str]) -> t.Iterator[None]:
    """What is told inside is edited on its way."""
    outer = _listener.get()
    with told_to(lambda text: outer(edit(text))):
        yield
