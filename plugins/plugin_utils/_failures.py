# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Turns failures of the engine into errors of Ansible with the same message. The messages hold no secret."""

from __future__ import annotations

import typing as t
from contextlib import contextmanager

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib

from ..module_utils._engine.errors import EngineError
from ..module_utils._engine.phase import Failed
from ..module_utils._rpc.errors import MissingLibrary, SettingsError


@contextmanager
def failures(error_type: type[AnsibleError]) -> t.Iterator[None]:
    """Raises `error_type` for every failure, without its cause: Ansible would print the same message twice."""
    try:
        yield
    except MissingLibrary as error:
        raise error_type(missing_required_lib(error.name)) from None
    except Failed as error:
        raise error_type(error.text) from None
    except (EngineError, SettingsError) as error:
        raise error_type(str(error)) from None
