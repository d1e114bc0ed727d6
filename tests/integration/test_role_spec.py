# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles' parts take every option of their modules, as the modules take them, and hand each of them on."""

from __future__ import annotations

import pytest
import yaml

from tests.support.tree import ROOT

# What a role itself decides, or what would show a secret in its result.
OWN = {"state", "wait", "dry_run", "include_secrets"}
# The parts of each role's dictionary, with the module of each and what the role decides for it.
PARTS = {
    ("site_to_site", "vpn_gateway"): ("vpn_gateway", {"vpn_gateway_id"}),
    ("site_to_site", "customer_gateway"): ("customer_gateway", {"customer_gateway_id"}),
    ("site_to_site", "vpn_connection"): ("vpn_connection", {"vpn_connection_id", "vpn_gateway", "customer_gateway"}),
    ("site_to_site", "routes"): ("vpn_route_entry", {"vpn_gateway", "next_hop", "overlay_mode", "wait_timeout"}),
    ("remote_access", "vpn_gateway"): ("vpn_gateway", {"vpn_gateway_id"}),
    ("remote_access", "ssl_vpn_server"): ("ssl_vpn_server", {"ssl_vpn_server_id", "vpn_gateway"}),
    ("remote_access", "clients"): (
        "ssl_vpn_client_cert",
        {"ssl_vpn_client_cert_id", "ssl_vpn_server", "wait_timeout", "recreate"},
    ),
}
FRAGMENTS = {
    "state.tags": {"tags": {"type": "dict"}, "purge_tags": {"type": "bool"}},
    "state.recreate": {"recreate": {"type": "bool"}},
}
DICTIONARIES = {"site_to_site": "site_to_site_site", "remote_access": "remote_access_service"}


def documented(module, own):
    """The options of a module, less those that the role has no use for."""
    source = (ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8")
    documentation = yaml.safe_load(source.split('r"""')[1].split('"""')[0])
    options = documentation["options"]
    for name in documentation["extends_documentation_fragment"]:
        options.update(FRAGMENTS.get(name.removeprefix("alicloud.vpn."), {}))
    return {name: option for name, option in options.items() if name not in OWN | own}


def offered(role, part):
    """The options of a part of the role."""
    specs = yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    return specs["argument_specs"]["main"]["options"][DICTIONARIES[role]]["options"][part]["options"]


def handed_on(role, module):
    """The options that the role's task for something present gives to the module."""
    tasks = []
    for file in ("present.yml", "clients.yml"):
        path = ROOT / "roles" / role / "tasks" / file
        tasks += yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    tasks += [task for block in tasks for task in block.get("block", [])]
    given = [task[f"alicloud.vpn.{module}"] for task in tasks if f"alicloud.vpn.{module}" in task]
    # One task makes it, and another may wait for it.
    made = [options for options in given if f"{module}_id" not in options]
    return {name: value for options in reversed(made) for name, value in options.items()}


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


@pytest.mark.parametrize(("role", "part"), PARTS)
def test_a_part_takes_the_options_of_its_module(role, part):
    assert shape(offered(role, part)) == shape(documented(*PARTS[role, part]))


@pytest.mark.parametrize(("role", "part"), PARTS)
def test_every_option_is_handed_on(role, part):
    module, own = PARTS[role, part]
    given = handed_on(role, module)
    assert set(given) - own == set(offered(role, part))
    for name in set(given) - own - {"dest"}:  # a client's directory may come from that of all
        assert f".{name} " in given[name], f"{name} is given {given[name]}"
