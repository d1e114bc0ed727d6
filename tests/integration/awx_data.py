# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX makes of the description in playbooks/vars/awx.yml: the environment of a job, and its variables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jinja2 import Undefined

from tests.support import tree

from . import awx_rules

PLAYBOOKS = tree.ROOT / "playbooks"
KEY = {"access_key_id": "anyid", "access_key_secret": "MarkedAccessKeySecret4712"}


class _Loader(yaml.SafeLoader):
    """Reads !unsafe, which is text that Ansible does not template."""


_Loader.add_constructor("!unsafe", _Loader.construct_yaml_str)
DATA = yaml.load((PLAYBOOKS / "vars" / "awx.yml").read_text(encoding="utf-8"), _Loader)
TEMPLATES = {template["name"]: template for template in DATA["awx_setup_job_templates"]}
CREDENTIAL_TYPE = DATA["awx_setup_credential_types"][0]
INJECTED = CREDENTIAL_TYPE["injectors"]["env"]


def injected(folder: Path | None = None, **inputs: str) -> dict[str, str]:
    """The variables of a job, as AWX makes them: all are set, to nothing where a field was left blank.

    `folder` is where the file of the credential goes, which AWX writes in any case."""
    assert set(inputs) <= {field["id"] for field in CREDENTIAL_TYPE["inputs"]["fields"]}
    given = {name: value for name, value in inputs.items() if value}
    tower = SimpleNamespace(filename=str(folder / "tmp4711") if folder else "")
    if folder:
        text = awx_rules.rendered(CREDENTIAL_TYPE["injectors"]["file"]["template"], Undefined, tower=tower, **given)
        Path(tower.filename).write_text(text, encoding="utf-8")
    return {name: awx_rules.rendered(template, Undefined, tower=tower, **given) for name, template in INJECTED.items()}


class _Dumper(yaml.SafeDumper):
    """As AWX writes the variables of a job (awx/main/utils/safe_yaml.py): each text is marked as unsafe."""

    def represent_data(self, data: Any) -> yaml.Node:
        return self.represent_scalar("!unsafe", data) if isinstance(data, str) else super().represent_data(data)


def extra_variables(answers: Mapping[str, Any]) -> str:
    """The file env/extravars of a job."""
    return yaml.dump(dict(answers), Dumper=_Dumper, default_flow_style=False)


def blank(template: str) -> dict[str, Any]:
    """What AWX sends for a survey that was launched with its defaults, those which are no valid answers left out."""
    return {each["variable"]: each["default"] for each in TEMPLATES[template]["survey"] if awx_rules.sent(each)}


def inventory(hosts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Files of an inventory whose hosts have variables in the form of AWX, by path."""
    listed = json.dumps({"all": {"hosts": dict.fromkeys(hosts)}})
    return {"hosts.json": listed, **{f"host_vars/{name}.yml": extra_variables(hosts[name]) for name in hosts}}
