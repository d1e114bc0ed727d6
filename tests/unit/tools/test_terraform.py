# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of Terraform's arguments names modules and options that exist."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tools import facts, terraform, texts

DATA = texts.of("from_terraform").data
CONNECTION = "alicloud_vpn_connection"


def _with(path: tuple[str, ...], value: Any) -> texts.Texts:
    """The data with another value at a place."""
    data = copy.deepcopy(dict(DATA))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return texts.Texts(Path("from_terraform.yml"), data)


def test_the_table_is_right() -> None:
    assert list(terraform.problems(texts.of("from_terraform"))) == []


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("resources", CONNECTION, "arguments", "name"), "title", "name: vpn_connection has no option title"),
        (("resources", CONNECTION, "arguments", "name"), {}, "name: neither an option nor a note"),
        (("resources", CONNECTION, "module"), "tunnel", "there is no module tunnel"),
        (("data_sources", "alicloud_vpn_gateways"), "gateways", "there is no module gateways"),
    ],
)
def test_what_does_not_exist_is_refused(path: tuple[str, ...], value: Any, problem: str) -> None:
    with pytest.raises(texts.TextProblem, match=problem):
        terraform.text(_with(path, value))


def test_an_option_of_a_tunnel_is_found() -> None:
    assert "| `tunnel_options_specification.role` | `tunnels.role` |" in terraform.text()


def test_every_module_that_manages_a_resource_of_terraform_is_there() -> None:
    """Certificates and tags are no resources of the provider; vpn_gateway_routes does what two others do."""
    named = {row["module"] for row in DATA["resources"].values()}
    assert set(facts.resources()) - named == {"vpn_gateway_certificate"}
