# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The action plugin of all modules: meta/runtime.yml routes them here. It runs a module within Ansible's own process
where that is the same as running it in a process of its own. It has the name of one of the modules, because an action
plugin is documented by the module of its name."""

from __future__ import annotations

import os
import sys
import typing as t
from importlib.util import find_spec

from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action.normal import ActionModule as NormalAction
from ansible.utils.display import Display

from ..plugin_utils import _in_process

_VARIABLE = "alicloud_vpn_in_process"
_DISCOVERED = ("auto", "auto_legacy", "auto_silent", "auto_legacy_silent")
display = Display()


class ActionModule(NormalAction):
    """Everything but the module's process is left to Ansible: the arguments that it adds, and what it makes of the
    result."""

    _here = False
    _module = ""
    _arguments = b""

    def run(self, tmp: None = None, task_vars: dict[str, t.Any] | None = None) -> dict[str, t.Any]:
        variables = task_vars or {}
        shipped_because = self._why_shipped(variables)
        self._here = not shipped_because
        display.vvv(f"{self._task.action} runs {shipped_because or 'within Ansible'}")
        return t.cast("dict[str, t.Any]", super().run(tmp, task_vars))

    def _why_shipped(self, variables: dict[str, t.Any]) -> str:
        """Why the module needs a process of its own; empty if it does not."""
        checks: tuple[tuple[str, t.Callable[[], t.Any]], ...] = (
            ("with another version of ansible-core", lambda: not _in_process.SUPPORTED),
            ("on another machine", lambda: self._connection.transport != "local"),
            ("as another user", lambda: self._connection.become),
            ("in the background", lambda: self._task.async_val),
            ("and leaves its files", lambda: constants.DEFAULT_KEEP_REMOTE_FILES),
            (f"in a process of its own: {_VARIABLE} is false", lambda: not self._is_wanted(variables)),
            ("in another environment", self._has_environment),
            ("with another Python interpreter", lambda: not self._is_this_python(variables)),
            ("without Ansible's libraries", lambda: not self._has_libraries()),
        )
        return next((text for text, applies in checks if applies()), "")

    def _is_wanted(self, variables: dict[str, t.Any]) -> bool:
        given = self._templar.template(variables.get(_VARIABLE, True))
        try:
            return bool(boolean(given))
        except TypeError:
            raise AnsibleActionFail(f"{_VARIABLE}: {given!r} is not allowed; allowed: true or false") from None

    def _has_libraries(self) -> bool:
        wanted = ("requests", "jmespath") if self._task.args.get("query") else ("requests",)
        return all(find_spec(name) for name in wanted)

    def _has_environment(self) -> bool:
        variables: dict[str, str] = {}
        self._compute_environment_string(variables)
        return bool(variables)

    def _is_this_python(self, variables: dict[str, t.Any]) -> bool:
        """Whether the host asks for the interpreter that runs Ansible, or for none."""
        if self._task.delegate_to:
            variables = variables["ansible_delegated_vars"][self._task.delegate_to]
        wanted = self._templar.template(constants.config.get_config_value("INTERPRETER_PYTHON", variables=variables))
        return not wanted or wanted in _DISCOVERED or _names(str(wanted)) == _names(sys.executable)

    # --- instead of a process ----------------------------------------------------------------------------------------

    def _is_pipelining_enabled(self, module_style: str, wrap_async: bool = False) -> bool:
        return self._here or bool(super()._is_pipelining_enabled(module_style, wrap_async))

    def _configure_module(self, module_name: str, module_args: dict[str, t.Any], task_vars: dict[str, t.Any]) -> t.Any:
        if not self._here:
            return super()._configure_module(module_name, module_args, task_vars)
        loader = self._shared_loader_obj.module_loader
        found = loader.find_plugin_with_context(module_name, collection_list=self._task.collections)
        self._module = found.plugin_resolved_name
        self._arguments = _in_process.encoded(module_args)
        return _in_process.built(found.plugin_resolved_path)

    def _low_level_execute_command(self, *given: t.Any, **options: t.Any) -> dict[str, t.Any]:
        if not self._here:
            return t.cast("dict[str, t.Any]", super()._low_level_execute_command(*given, **options))
        return _in_process.run(self._module, self._arguments, self._loader.get_basedir(), self._tell)

    def _tell(self, text: str) -> None:
        """Show a line at once: Ansible's main process gets it from this worker."""
        if not self._task.no_log:
            display.display(text)


def _names(interpreter: str) -> tuple[str, str]:
    """One interpreter may have several names in a folder. A link to it in another folder is another environment."""
    return os.path.realpath(os.path.dirname(interpreter)), os.path.realpath(interpreter)
