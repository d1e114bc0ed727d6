# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of a plugin: licence, documentation in three texts, and code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools import yaml_text

LICENCE = """\
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""


def text(note: str, documentation: Mapping[str, Any], examples: str, returned: Mapping[str, Any], code: str) -> str:
    """The whole of it; `note` is the comment that says where it comes from."""
    return "".join(
        [
            LICENCE,
            f"\n# {note}\n",
            "\nfrom __future__ import annotations\n",
            _block("DOCUMENTATION", yaml_text.dump(documentation)),
            _block("EXAMPLES", examples),
            _block("RETURN", yaml_text.dump(returned)),
            f"\n{code}",
        ]
    )


def _block(name: str, text: str) -> str:
    return f'\n{name} = r"""\n---\n{text}"""\n'
