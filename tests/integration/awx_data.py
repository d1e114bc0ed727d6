# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX makes of the description in playbooks/vars/awx.yml: the environment of a job, and its variables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from tests.support import tree

PLAYBOOKS = tree.ROOT / "playbooks"
KEY = {"access_key_id": "anyid", "access_key_secret": "MarkedAccessKeySecret4712"}


class _Loader(yaml.SafeLoader):
    """Reads !unsafe, which is text that Ansible does not template."""


_Loader.add_constructor("!unsafe", _Loader.construct_yaml_str)
DATA = yaml.load((PLAYBOOKS / "vars" / "awx.yml").read_text(encoding="utf-8"), _Loader)
TEMPLATES = {template["name"]: template for template in DATA["awx_setup_job_templates"]}
INJECTED = DATA["awx_setup_credential_types"][0]["injectors"]["env"]


def injected(**inputs: str) -> dict[str, str]:
    """The variables of a job, as AWX makes them: all are set, to nothing where a field was left blank."""
    fields = [field["id"] for field in DATA["awx_setup_credential_types"][0]["inputs"]["fields"]]
    assert set(inputs) <= set(fields)
    variables = {}
    for name, template in INJECTED.items():
        field = template.removeprefix("{{ ").removesuffix(" }}")
        assert field in fields, f"{name} takes {field}, and there is no such field"
        variables[name] = inputs.get(field, "")
    return variables


class _Dumper(yaml.SafeDumper):
    """As AWX writes the variables of a job (awx/main/utils/safe_yaml.py): each text is marked as unsafe."""

    def represent_data(self, data: Any) -> yaml.Node:
        return self.represent_scalar("!unsafe", data) if isinstance(data, str) else super().represent_data(data)


def extra_variables(answers: Mapping[str, Any]) -> str:
    """The file env/extravars of a job."""
    return yaml.dump(dict(answers), Dumper=_Dumper, default_flow_style=False)


def blank(template: str) -> dict[str, Any]:
    """What AWX sends for a survey that was launched with its defaults."""
    return {question["variable"]: question["default"] for question in TEMPLATES[template]["survey"]}


def inventory(hosts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Files of an inventory whose hosts have variables in the form of AWX, by path."""
    listed = json.dumps({"all": {"hosts": dict.fromkeys(hosts)}})
    return {"hosts.json": listed, **{f"host_vars/{name}.yml": extra_variables(hosts[name]) for name in hosts}}
