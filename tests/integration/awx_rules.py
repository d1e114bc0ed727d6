# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWX 24.6.1 refuses about surveys, credential types, credentials and playbooks, in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tests.support import tree

_TYPES: dict[str, Any] = dict.fromkeys(("text", "textarea", "password", "multiplechoice", "multiselect"), str)
_TYPES |= {"integer": int, "float": (int, float)}
# A project's playbooks are the files with such a line.
_PLAYBOOK = re.compile(r"(?m)^\s*?-?\s*?(?:hosts|(ansible\.builtin\.)?include|(ansible\.builtin\.)?import_playbook):")
_OF_JOBS = ("ssh", "vault", "cloud", "net", "kubernetes")


def survey(spec: Mapping[str, Any]) -> dict[str, str] | None:
    """JobTemplateSurveySpec of awx/api/views."""
    for member in ("name", "description", "spec"):
        if member not in spec:
            return {"error": f"Field '{member}' is missing from survey spec."}
    if not spec["spec"]:
        return {"error": "'spec' doesn't contain any items."}
    seen: set[str] = set()
    for number, question in enumerate(spec["spec"]):
        problem = _question(question, number)
        if not problem and question["variable"] in seen:
            problem = f"'variable' '{question['variable']}' duplicated in survey question {number}."
        if problem:
            return {"error": problem}
        seen.add(question["variable"])
    return None


def _question(question: Mapping[str, Any], number: int) -> str | None:
    for member, kind in (("type", str), ("question_name", str), ("variable", str), ("required", bool)):
        if member not in question:
            return f"'{member}' missing from survey question {number}"
        if not isinstance(question[member], kind):
            return f"'{member}' in survey question {number} expected to be {kind.__name__}."
    if question["type"] not in _TYPES:
        return f"'{question['type']}' in survey question {number} is not one of the allowed question types."
    default = question.get("default", "")
    if default != "" and not isinstance(default, _TYPES[question["type"]]):
        return f"Default value {default} in survey question {number} expected to be {question['type']}."
    if question["type"].startswith("multi"):
        if "choices" not in question:
            return f"Survey question {number} of type {question['type']} must specify choices."
        if any(choice not in question["choices"] for choice in default.splitlines()):
            return "Default choice must be answered from the choices listed."
    return None


def sent(question: Mapping[str, Any]) -> bool:
    """Whether a job without an answer to this question gets the default: only if the default is a valid answer."""
    default = question.get("default")
    if question["type"] == "multiplechoice":
        return default in question["choices"]
    return isinstance(default, _TYPES[question["type"]])


def credential_type(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Injectors may use only fields that are defined, and may not steer Ansible."""
    injectors = data.get("injectors", {})
    fields = dict.fromkeys((field["id"] for field in data["inputs"]["fields"]), "EXAMPLE")
    tower = SimpleNamespace(**({"filename": "EXAMPLE_FILENAME"} if "template" in injectors.get("file", {}) else {}))
    for kind, templates in injectors.items():
        for name, template in templates.items():
            if kind == "env" and name.startswith("ANSIBLE_"):
                return {"injectors": [f"Environment variable {name} may affect Ansible configuration"]}
            try:
                rendered(template, StrictUndefined, tower=tower, **fields)
            except TemplateError as error:
                return {"injectors": [f"{name} uses an undefined field ({error})"]}
    return None


def rendered(template: str, undefined: Any, **namespace: Any) -> str:
    """A template of an injector, as AWX renders it."""
    return ImmutableSandboxedEnvironment(undefined=undefined).from_string(template).render(**namespace)


def credential(inputs: Mapping[str, Any], kind: Mapping[str, Any]) -> dict[str, Any] | None:
    """Only the fields of its type."""
    stray = set(inputs) - {field["id"] for field in kind["inputs"]["fields"]}
    if stray:
        names = ", ".join(f"'{name}'" for name in sorted(stray))
        return {"inputs": [f"Additional properties are not allowed ({names} was unexpected)"]}
    return None


def attached(
    new: Mapping[str, Any], others: Iterable[Mapping[str, Any]], types: Mapping[int, Mapping[str, Any]]
) -> dict[str, str] | None:
    """A template takes one credential of each type; vault credentials may differ in their ID."""
    kind = types[new["credential_type"]]
    if kind["kind"] not in _OF_JOBS:
        return {"error": f"Cannot assign a Credential of kind `{kind['kind']}`."}

    def alike(item: Mapping[str, Any]) -> tuple[Any, Any]:
        return item["credential_type"], kind["kind"] == "vault" and item["inputs"].get("vault_id")

    if any(alike(item) == alike(new) for item in others):
        return {"error": f"Cannot assign multiple {kind['name']} credentials."}
    return None


def is_playbook(path: str) -> bool:
    """Whether AWX lists this file of the project as a playbook."""
    file = tree.ROOT / path
    parts = {"tasks", "roles", "group_vars", "host_vars"} & set(file.relative_to(tree.ROOT).parts)
    return file.is_file() and not parts and bool(_PLAYBOOK.search(file.read_text(encoding="utf-8")))
