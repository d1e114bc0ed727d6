# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated surveys of AWX: current, and each question asks for an argument of the role as the role takes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import generate, surveys, texts
from tools.collection import ROOT


class Loader(yaml.SafeLoader):
    """Reads !unsafe, which is text that Ansible does not template."""


Loader.add_constructor("!unsafe", Loader.construct_yaml_str)
FILE = (ROOT / surveys.PATH).read_text(encoding="utf-8")


def _templates(file: str) -> dict[str, dict[str, Any]]:
    data = yaml.load(file, Loader)
    return {template["name"]: template for template in data["awx_setup_job_templates"]}


def _questions(template: str) -> dict[str, dict[str, Any]]:
    return {question["variable"]: question for question in surveys.questions(texts.of("awx"), template)}


def _texts(**questions: Any) -> texts.Texts:
    surveyed = {"Remote access": {"role": "remote_access", "questions": questions}}
    return texts.Texts(Path("awx.yml"), {"surveys": surveyed})


def test_the_committed_surveys_are_current() -> None:
    targets = [(surveys.PATH, surveys.text), (surveys.TEXTS_PATH, surveys.texts_of_surveys)]
    assert generate.outdated(targets) == ({}, [])


def test_every_question_for_text_is_checked() -> None:
    """Only these can arrive as something else without anybody seeing it: of the others, numbers are wanted."""
    checked = yaml.safe_load((ROOT / surveys.TEXTS_PATH).read_text(encoding="utf-8"))
    for name, template in _templates(FILE).items():
        role = surveys.asks_for(texts.of("awx"), name)
        for question in template["survey"]:
            assert (question["variable"] in checked[role]) == (question["type"] in ("text", "password"))


@pytest.mark.parametrize("template", _templates(FILE))
def test_every_survey_is_generated(template: str) -> None:
    assert _templates(FILE)[template]["survey"] == list(_questions(template).values())
    playbook = surveys.asks_for(texts.of("awx"), template)
    assert _templates(FILE)[template]["playbook"] == f"playbooks/{playbook}.yml"


def test_only_the_surveys_are_written() -> None:
    emptied = re.sub(r"(?m)(?<=^    survey:\n)(?:      .*\n)+", "      - stale\n", FILE)
    assert emptied.count("- stale") == len(_templates(FILE))
    assert surveys.written(emptied, texts.of("awx")) == FILE


@pytest.mark.parametrize(
    ("template", "variable", "expected"),
    [
        ("Remote access", "remote_access_clients_name", {"type": "text", "required": False, "default": ""}),
        ("Remote access", "remote_access_renew_before_days", {"type": "integer", "required": True, "default": 30}),
        ("Remote access", "remote_access_ssl_vpn_server_port", {"type": "integer", "required": False, "default": ""}),
        ("Remote access", "remote_access_ssl_vpn_server_name", {"type": "text", "required": True, "default": ""}),
        (
            "Remote access",
            "remote_access_purge_clients",
            {"type": "multiplechoice", "required": True, "default": "false", "choices": ["true", "false"]},
        ),
        (
            "Remote access",
            "remote_access_vpn_gateway_bandwidth",
            {
                "type": "multiplechoice",
                "required": False,
                "default": "",
                "choices": ["5", "10", "20", "50", "100", "200", "500", "1000"],
            },
        ),
        ("Site-to-site VPN", "site_to_site_vpn_connection_ike_config_psk", {"type": "password", "default": ""}),
        ("Site-to-site VPN", "site_to_site_state", {"choices": ["present", "absent"], "default": "present"}),
        # A playbook without a role has its arguments in the texts.
        ("Tunnel diagnosis", "diagnose_connection_vpn_connection", {"type": "text", "required": True, "default": ""}),
        ("Tunnel diagnosis", "diagnose_connection_check_gateway", {"required": True, "choices": ["true", "false"]}),
        ("Remote access", "remote_access_vault_password", {"type": "password", "required": False, "default": ""}),
        ("Site-to-site VPN", "site_to_site_destroy", {"type": "text", "required": False, "default": ""}),
        # The directory of all clients, and not that of one.
        ("Remote access", "remote_access_clients_dest", {"type": "text", "required": False}),
    ],
)
def test_a_question_follows_from_its_argument(template: str, variable: str, expected: dict[str, Any]) -> None:
    assert {key: _questions(template)[variable].get(key) for key in expected} == expected


def test_an_argument_of_the_role_goes_before_a_part_of_its_dictionary() -> None:
    assert surveys.arguments("remote_access")["remote_access_clients_dest"].place == ("remote_access_clients_dest",)


def test_a_question_about_nothing_is_named() -> None:
    with pytest.raises(texts.TextProblem, match=r"awx\.yml: Remote access: remote_access_color is no argument"):
        surveys.questions(_texts(remote_access_color="Color"), "Remote access")


def test_a_survey_of_no_template_is_named() -> None:
    with pytest.raises(texts.TextProblem, match=r"playbooks/vars/awx\.yml has no job template 'Remote access'"):
        surveys.written("awx_setup_job_templates: []\n", _texts(remote_access_state="State"))
