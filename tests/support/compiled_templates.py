# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates that are compiled once for all playbooks, and kept in the folder of the variable COMPILED_TEMPLATES.

Each task has a process of its own, and compiles all its templates again. The folder is one for a run of the tests
(play.py), so it holds nothing of another Ansible or another Jinja.
"""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from types import CodeType
from typing import Any

from jinja2 import Environment, nodes

_compile = Environment.compile


def keep_them() -> None:
    """From now on."""
    environments: Any = Environment
    environments.compile = _kept


def _kept(environment: Environment, source: str | nodes.Template, *names: Any, **more: Any) -> CodeType | str:
    folder = os.environ.get("COMPILED_TEMPLATES")
    # An overlay has delimiters of its own, and only a text can be told from another.
    if not folder or environment.overlayed or not isinstance(source, str):
        return _compile(environment, source, *names, **more)
    key = repr((type(environment).__name__, _backslashes(), str(source), names, more))
    file = os.path.join(folder, sha256(key.encode()).hexdigest())
    with suppress(OSError), open(file, "rb") as content:
        code: CodeType = marshal.loads(content.read())
        return code
    code = _compile(environment, source, *names, **more)
    new = f"{file}.{os.getpid()}"
    with open(new, "wb") as content:
        content.write(marshal.dumps(code))
    os.replace(new, file)
    return code


def _backslashes() -> bool | None:
    """How Ansible reads them in this template; it has other ways for lookups and for templates within templates."""
    try:
        context = import_module("ansible._internal._templating._jinja_bits")._TemplateCompileContext
    except ImportError:  # before 2.19 they are in the text
        return None
    current = context.current(optional=True)
    return None if current is None else bool(current.escape_backslashes)
