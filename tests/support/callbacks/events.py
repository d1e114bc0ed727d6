# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stdout callback that writes one JSON object a line: each task as it ends, and the statistics at the end."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import Any

from ansible import constants
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: events
type: stdout
short_description: JSON lines for programs that run a playbook
description: Used by the demo and by the tests; not part of the collection.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "events"

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        # Ansible packs each module and what it imports once a playbook; here it is done once for all playbooks.
        with suppress(FileExistsError):  # playbooks that were forked from one process have one folder: see warm.py
            os.symlink(os.environ["MODULE_PACKAGES"], os.path.join(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache"))

    def _write(self, **event: Any) -> None:
        self._display.display(json.dumps(event, default=str))

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        self._begun = time.monotonic()
        # Only here does the name have values in the place of its templates.
        self._names[task._uuid] = task.name

    def _ended(self, outcome: str, result: Any, ignored: bool = False) -> None:
        task, data = result._task, self._clean_results_of(result)
        self._write(
            host=result._host.get_name(),
            task=self._names.get(task._uuid, task.name),
            module=task.action,
            outcome="changed" if outcome == "ok" and result._result.get("changed") else outcome,
            ignored=ignored,
            seconds=round(time.monotonic() - self._begun, 2),
            result=data,
        )

    @staticmethod
    def _clean_results_of(result: Any) -> dict[str, Any]:
        if result._task.no_log:
            return {}
        return {name: value for name, value in result._result.items() if not name.startswith("_ansible")}

    def v2_runner_on_ok(self, result: Any) -> None:
        self._ended("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._ended("failed", result, ignore_errors)

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._ended("skipped", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._ended("failed", result)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self._write(stats={host: stats.summarize(host) for host in stats.processed})
