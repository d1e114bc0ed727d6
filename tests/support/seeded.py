# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions with the resources that the examples of a module refer to."""

from __future__ import annotations

from typing import Any

import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.converge import Desired, converge
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.clock import Clock
from tests.emulator.cloud import Cloud
from tests.support.case import Case
from tests.support.existing import LISTED, Existing, needs
from tests.support.fakes import client
from tests.support.in_process import Wire
from tests.support.regions import taking


def seed(cloud: Cloud, region: str, text: str, without: frozenset[str] = frozenset()) -> None:
    """Create what the examples mention, except those and what refers to them."""
    caller = client(Wire(cloud, Clock()), region=region, clock=Clock())

    def create(case: Case, options: dict[str, Any]) -> str:
        with taking(cloud, region, options):
            shown = converge(case.resource, caller, Desired(options=options)).resource
        return shown.get(case.resource.id_option, "")

    existing = Existing(create, cloud.state.region(region))
    for name, case in LISTED.items():
        known = (name, case.existing[name].get(case.resource.id_option, name))
        if any(word in text for word in known) and not needs(name) & without:
            existing.id(name)


def created_by(module: str, text: str) -> frozenset[str]:
    """What the examples of a module create themselves: the resources of its kind that they name."""
    named = {(task.get(f"alicloud.vpn.{module}") or {}).get("name") for task in yaml.safe_load(text)}
    return frozenset(name for name, case in LISTED.items() if case.resource.name == module and name in named)
