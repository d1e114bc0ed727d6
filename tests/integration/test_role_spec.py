# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role's parts take every option of their modules, as the modules take them, and hand each of them on."""

from __future__ import annotations

import pytest
import yaml

from tests.tree import ROOT

ROLE = ROOT / "roles" / "site_to_site"
# What the role itself decides, or what would show a secret in its result.
OWN = {"state", "wait", "dry_run", "include_secrets", "vpn_gateway", "customer_gateway", "next_hop", "overlay_mode"}
PARTS = {
    "vpn_gateway": {"vpn_gateway_id"},
    "customer_gateway": {"customer_gateway_id"},
    "vpn_connection": {"vpn_connection_id"},
    "vpn_route_entry": {"wait_timeout"},
}


def documented(kind):
    """The options of a module, less those that the role has no use for."""
    source = (ROOT / "plugins" / "modules" / f"{kind}.py").read_text(encoding="utf-8")
    options = yaml.safe_load(source.split('r"""')[1].split('"""')[0])["options"]
    if kind != "vpn_route_entry":  # from the documentation fragments
        options.update(tags={"type": "dict"}, purge_tags={"type": "bool"}, recreate={"type": "bool"})
    return {name: option for name, option in options.items() if name not in OWN | PARTS[kind]}


def offered(kind):
    """The options of a part of the role."""
    specs = yaml.safe_load((ROLE / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    site = specs["argument_specs"]["main"]["options"]["site_to_site_site"]["options"]
    return site["routes" if kind == "vpn_route_entry" else kind]["options"]


def handed_on(kind):
    """The options that the role's task gives to the module."""
    tasks = yaml.safe_load((ROLE / "tasks" / "present.yml").read_text(encoding="utf-8"))
    tasks += [task for block in tasks for task in block.get("block", [])]
    return next(task[f"alicloud.vpn.{kind}"] for task in tasks if f"alicloud.vpn.{kind}" in task)


def shape(options):
    return {
        name: (
            option["type"],
            option.get("elements"),
            option.get("choices"),
            shape(option.get("suboptions") or option.get("options") or {}),
        )
        for name, option in options.items()
    }


@pytest.mark.parametrize("kind", PARTS)
def test_a_part_takes_the_options_of_its_module(kind):
    assert shape(offered(kind)) == shape(documented(kind))


@pytest.mark.parametrize("kind", PARTS)
def test_every_option_is_handed_on(kind):
    given = handed_on(kind)
    assert set(given) - {"vpn_gateway", "customer_gateway", "next_hop"} == set(offered(kind))
    for name, value in given.items():
        assert f".{name} " in value or name in ("customer_gateway", "vpn_gateway", "next_hop"), (
            f"{name} is given {value}"
        )
