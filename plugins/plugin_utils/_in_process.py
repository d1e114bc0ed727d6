# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Runs a module within this process, as the process that Ansible would start for it: its arguments are JSON, and its
result is what it prints."""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
import typing as t
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from importlib import import_module

from ansible import module_utils
from ansible.executor import module_common
from ansible.module_utils import basic
from ansible.module_utils.common import json as module_json
from ansible.module_utils.common import warnings
from ansible.release import __version__

from ..module_utils._engine import progress

try:
    from ansible.module_utils._internal._ansiballz import _loader
    from ansible.module_utils._internal._json import _profiles
except ImportError:
    _loader = _profiles = None

# Nothing of ansible-core that is used here is promised to stay, so with a version that is not tested yet a module gets
# a process of its own.
OLDEST = (2, 17)
NEWEST = (2, 21)
SUPPORTED = OLDEST <= tuple(map(int, __version__.split(".")[:2])) <= NEWEST

_PROFILE = "legacy"  # of the JSON, since ansible-core 2.19: the one of modules that do not name another


def encoded(arguments: dict[str, t.Any]) -> bytes:
    """The arguments of a module as it reads them. It is told not to write to the system's log."""
    given = {"ANSIBLE_MODULE_ARGS": {**arguments, "_ansible_no_log": True}}
    if hasattr(module_json, "get_module_encoder"):
        encoder = module_json.get_module_encoder(_PROFILE, module_json.Direction.CONTROLLER_TO_MODULE)
        return json.dumps(given, cls=encoder).encode()
    return json.dumps(given, cls=module_json.AnsibleJSONEncoder, vault_to_text=True).encode()


def built(path: str) -> t.Any:
    """What Ansible wants to know of a module that is ready to be sent."""
    interpreter = f"#!{sys.executable}"
    if hasattr(module_common, "_BuiltModule"):
        whole = module_common._BuiltModule(
            b_module_data=b"", module_style="new", shebang=interpreter, serialization_profile=_PROFILE
        )
        return whole, path
    return "new", interpreter, b"", path


def run(module: str, arguments: bytes, folder: str, listener: progress.Listener) -> dict[str, t.Any]:
    """Run main() of a module, given by its Python name, in a folder. Returns what a process leaves behind. An error
    that the module does not handle ends it, and nothing else. `listener` gets what it tells while it runs."""
    output, errors = io.StringIO(), io.StringIO()
    status: t.Any = 0
    with ExitStack() as stack:
        stack.enter_context(_as_a_process(arguments))
        stack.enter_context(_within(folder))
        stack.enter_context(progress.told_to(listener))
        stack.enter_context(redirect_stdout(output))
        stack.enter_context(redirect_stderr(errors))
        try:
            import_module(module).main()
        except SystemExit as ended:
            status = ended.code or 0
        except Exception as error:  # noqa: BLE001
            status = 1
            _tell(error)
    text, complaint = output.getvalue(), errors.getvalue()
    return {
        "rc": status,
        "stdout": text,
        "stdout_lines": text.splitlines(),
        "stderr": complaint,
        "stderr_lines": complaint.splitlines(),
    }


def _tell(error: Exception) -> None:
    """As a process does: since ansible-core 2.19 an unhandled error is a result too."""
    if _loader is None:
        traceback.print_exc()
        return
    with suppress(SystemExit):
        _loader._handle_exception(error, _PROFILE)


@contextmanager
def _as_a_process(arguments: bytes) -> t.Iterator[None]:
    """What ansible.module_utils keeps for a whole process is fresh: the arguments, and the warnings so far. Warnings
    go into the result, although this is a process of the controller."""
    with ExitStack() as stack:
        for owner, name, value in (
            (basic, "_ANSIBLE_ARGS", arguments),
            (basic, "_ANSIBLE_PROFILE", _PROFILE),
            (basic, "_PARSED_MODULE_ARGS", None),
            (warnings, "_global_warnings", type(warnings._global_warnings)()),
            (warnings, "_global_deprecations", type(warnings._global_deprecations)()),
            (getattr(module_utils, "_internal", None), "is_controller", False),
            (_profiles, "_string_encoding_check_enabled", lambda: False),
        ):
            stack.enter_context(_replaced(owner, name, value))
        yield


@contextmanager
def _replaced(owner: object, name: str, value: object) -> t.Iterator[None]:
    """A variable has another value; nothing where this version of ansible-core has no such variable."""
    if not hasattr(owner, name):
        yield
        return
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def _within(folder: str) -> t.Iterator[None]:
    before = ""
    with suppress(OSError):
        before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        if before:
            os.chdir(before)
