# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated argument specifications of the roles: current, complete, and each option reaches its module."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import generate, roles, texts
from tools.collection import ROOT
from tools.roles import Part

ROLES = sorted(path.stem for path in roles.FOLDER.glob("*.yml"))
PARTS = [(role, name) for role in ROLES for name in roles.parts(roles.of(role))]


def _part(role: str, name: str) -> tuple[str, Part]:
    said = roles.of(role)
    option = roles.parts(said)[name]
    return option["options_of"], Part(said, option)


def _changed(place: tuple[str, ...], value: Any) -> texts.Texts:
    """The texts of site_to_site with something else at a place."""
    data: dict[str, Any] = copy.deepcopy(dict(roles.of("site_to_site").data))
    inner: Any = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return texts.Texts(Path("site_to_site.yml"), data)


def test_the_committed_specifications_are_current() -> None:
    assert generate.outdated(roles.targets()) == ({}, [])


def test_every_role_has_one_and_two_have_eight_parts() -> None:
    assert sorted(path.name for path in (ROOT / "roles").iterdir()) == ROLES
    assert len(PARTS) == 8


@pytest.mark.parametrize(("role", "name"), PARTS)
def test_every_option_is_handed_on(role: str, name: str) -> None:
    module, part = _part(role, name)
    given = _handed_on(role, module)
    assert set(given) - part.decided == set(part.spec)
    for option in set(given) - part.decided - {"dest"}:  # a client's directory may come from that of all
        assert f".{option} " in given[option], f"{option} is given {given[option]}"


def _handed_on(role: str, module: str) -> dict[str, str]:
    """The options that the role's task for something present gives to the module."""
    given = [task[f"alicloud.vpn.{module}"] for task in _tasks(role) if f"alicloud.vpn.{module}" in task]
    # One task creates it, and another may wait for it.
    creating = [options for options in given if f"{module}_id" not in options]
    return {name: value for options in reversed(creating) for name, value in options.items()}


def _tasks(role: str) -> Iterator[dict[str, Any]]:
    for file in ("present.yml", "clients.yml"):
        path = ROOT / "roles" / role / "tasks" / file
        for task in yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []:
            yield from (task, *task.get("block", []))


def test_a_part_takes_what_the_module_takes() -> None:
    options = roles.specification(roles.of("site_to_site"))["argument_specs"]["main"]["options"]
    site = options["site_to_site_site"]["options"]
    assert site["vpn_connection"]["options"]["name"]["required"] is True
    assert "required" not in site["vpn_connection"]["options"]["local_subnet"]
    assert site["vpn_connection"]["options"]["local_subnet"]["elements"] == "str"
    assert site["vpn_connection"]["options"]["ike_config"]["options"]["psk"]["no_log"] is True
    assert site["routes"]["options"]["weight"]["choices"] == [0, 100]
    assert site["routes"]["options"]["route_dest"]["required"] is True
    assert "default" not in site["vpn_gateway"]["options"]["purge_tags"]


_SITE = ("options", "site_to_site_site", "options")


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        ((*_SITE, "vpn_gateway", "decided"), ["color"], "site_to_site.yml: vpn_gateway has no option color"),
        (
            (*_SITE, "routes", "sentences"),
            {"color": "Red."},
            "site_to_site.yml: vpn_route_entry, color is about nothing",
        ),
        (("sentences", "color"), "Red.", "site_to_site.yml: sentences > color is about nothing"),
        (
            (*_SITE, "vpn_connection", "sentences"),
            {"name": "Not O(vpn_gateway)."},
            r"O\(vpn_gateway\) is no option here",
        ),
        (("sentences",), {"tags": "Tags."}, r"O\(vpn_gateway_id\) is no option here"),
        (("description",), "", "description is empty"),
    ],
)
def test_what_is_wrong_in_the_texts_is_named(place: tuple[str, ...], value: Any, problem: str) -> None:
    with pytest.raises(texts.TextProblem, match=problem):
        roles.specification(_changed(place, value))


def test_references_are_named_for_readers_of_the_role() -> None:
    text = roles.text("site_to_site")
    assert "C(instance_charge_type=PREPAY)" in text
    assert "O(site_to_site_state=absent)" in text
    assert "O(instance_charge_type" not in text


def test_a_stale_file_is_named(tmp_path: Path) -> None:
    stale, problems = generate.outdated(roles.targets(), tmp_path)
    assert sorted(stale) == [f"roles/{role}/meta/argument_specs.yml" for role in ROLES]
    assert problems == []
