# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Files that only their owner can read: what place can hold one, whether it is current, writing and deleting it."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress

_MODE = 0o600


def require_place(path: str) -> None:
    """Raises OSError if no file can be written to a path, whose folder may not exist yet. A regular file and a link
    are replaced; nothing else is."""
    _require_short(path)
    found = _status(path)
    if found is not None and not stat.S_ISREG(found.st_mode) and not stat.S_ISLNK(found.st_mode):
        raise OSError(f"'{path}' exists and is not a file")
    folder = os.path.dirname(os.path.abspath(path))
    while not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    if not os.path.isdir(folder):
        raise OSError(f"'{folder}' is not a directory")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OSError(f"the directory '{folder}' is not writable")


def _require_short(path: str) -> None:
    for part in path.split(os.sep):
        if len(os.fsencode(part)) > os.pathconf(os.sep, "PC_NAME_MAX"):
            raise OSError(f"'{part[:50]}...' is too long for the name of a file")
    if len(os.fsencode(os.path.abspath(path))) >= os.pathconf(os.sep, "PC_PATH_MAX"):
        raise OSError(f"'{path[:50]}...' is too long for a path")


def is_kept(path: str, text: str | None) -> bool:
    """Whether the path is a file of this user, with this text, that nobody else can read. A link is not. Without a
    text: whether nothing is in this place."""
    found = _status(path)
    if text is None:
        return found is None
    content = text.encode("utf-8")
    if found is None or not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) != _MODE:
        return False
    if found.st_uid != os.geteuid() or found.st_size != len(content):
        return False
    try:
        # Without a wait, and without following a link, in case that the place has changed since.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            return file.read(len(content) + 1) == content
    except OSError:
        return False


def keep(path: str, text: str | None) -> None:
    """Replace a file in one step. The new one is private before it has any content. Without a text: delete the file,
    and its folder if it is empty then. Raises OSError."""
    folder = os.path.dirname(path)
    if text is None:
        os.unlink(path)
        with suppress(OSError):
            os.rmdir(folder)
        return
    os.makedirs(folder, mode=0o700, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fchmod(file.fileno(), _MODE)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None
