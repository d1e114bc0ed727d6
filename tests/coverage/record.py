# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules asked of the emulator, while tests ran: action, names of parameters, module, test file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

_VARIABLE = "PYTEST_CURRENT_TEST"


class Use(NamedTuple):
    """One parameter of one accepted request; `parameter` is empty for the request itself."""

    action: str
    parameter: str
    module: str
    test: str


USES: set[Use] = set()


def note(module: str, requests: Iterable[Mapping[str, Any]]) -> None:
    """Remember what a module asked for, as the access log has it; what was refused counts for nothing."""
    test = os.environ.get(_VARIABLE, "").partition("::")[0].rpartition("/")[2]
    for request in requests:
        if request["code"] in (None, "DryRunOperation"):
            names = {re.sub(r"\..*", "", name) for name in request["parameters"]}
            USES.update(Use(request["action"], name, module, test) for name in (*names, ""))
