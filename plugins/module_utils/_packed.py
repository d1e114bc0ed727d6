# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The import of a module that is shipped: its files are source in a zip. Python's zipimport compiles each file twice,
once only to tell its name. Here the name is told without that, which saves a module a tenth of its time."""

from __future__ import annotations

import os
import sys
import zipimport

_OURS = __name__.rpartition(".")[0].replace(".", os.sep)


class _Packed(zipimport.zipimporter):
    """Finds files of this collection in a zip."""

    def __init__(self, path: str) -> None:
        if _OURS not in path:
            raise zipimport.ZipImportError(f"{path} is left to zipimport")
        super().__init__(path)

    def get_filename(self, fullname: str) -> str:
        name = fullname.rpartition(".")[2]
        file = os.path.join(name, "__init__.py") if self.is_package(fullname) else f"{name}.py"
        return os.path.join(self.archive, f"{self.prefix}{file}")


def compile_once() -> None:
    """For all that this collection imports from now on; nothing where it is not in a zip."""
    if isinstance(getattr(__spec__, "loader", None), zipimport.zipimporter):
        sys.path_hooks.insert(0, _Packed)
        for path in [path for path in sys.path_importer_cache if _OURS in path]:
            del sys.path_importer_cache[path]
