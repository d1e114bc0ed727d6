# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The surveys of the job templates in playbooks/vars/awx.yml: each question asks for one argument of a role.

``tools/texts/awx.yml`` says which arguments, and in which words. Type, choices and default follow from the argument.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tools import roles, texts, yaml_text
from tools.collection import ROOT
from tools.texts import Texts

PATH = "playbooks/vars/awx.yml"


class Argument(NamedTuple):
    """`place`: the names that lead to it in the role's options. `needed`: whether a survey must have an answer."""

    option: Mapping[str, Any]
    place: tuple[str, ...]
    needed: bool


def text() -> str:
    """The whole file: as it stands, with other surveys."""
    return written((ROOT / PATH).read_text(encoding="utf-8"), texts.of("awx"))


def written(file: str, said: Texts) -> str:
    """A file with the surveys that the texts describe in the place of its own."""
    for template in said.need("surveys"):
        survey = re.compile(rf"(?m)^  - name: {re.escape(template)}\n(?:    .*\n)*?    survey:\n((?:      .*\n)+)")
        found = survey.search(file)
        if not found:
            raise texts.TextProblem(f"{said.name}: {PATH} has no job template {template!r} with a survey")
        lines = yaml_text.dump({"survey": questions(said, template)}).partition("\n")[2]
        file = file[: found.start(1)] + textwrap.indent(lines, "    ") + file[found.end(1) :]
    return file


def questions(said: Texts, template: str) -> list[dict[str, Any]]:
    """The survey of a job template, as AWX takes it."""
    known = arguments(said.need("surveys", template, "role"))
    asked = said.need("surveys", template, "questions")
    stray = set(asked) - set(known)
    if stray:
        raise texts.TextProblem(f"{said.name}: {template}: {', '.join(sorted(stray))} is no argument of the role")
    return [_question(name, known[name], words) for name, words in asked.items()]


def arguments(role: str) -> dict[str, Argument]:
    """Each argument that a flat question can ask for, by the question's name."""
    options = roles.specification(roles.of(role))["argument_specs"]["main"]["options"]
    # The role's own arguments go before parts of the dictionary: remote_access_clients_dest is for all clients.
    return dict(sorted(_flat(role, options), key=lambda item: -len(item[1].place)))


def _flat(
    role: str, options: Mapping[str, Any], place: tuple[str, ...] = (), needed: bool = True
) -> Iterator[tuple[str, Argument]]:
    for name, option in options.items():
        inner = (*place, name)
        must = needed and option.get("required", False)
        if "options" in option:
            yield from _flat(role, option["options"], inner, must)
        if place or "options" not in option:
            said = "_".join((role, *inner[1:])) if place else name
            yield said, Argument(option, inner, must or option.get("default") not in (None, []))


def _question(name: str, argument: Argument, words: Any) -> dict[str, Any]:
    """`words` are the name of the question, and with it a description if there is one."""
    title, *description = texts.paragraphs(words)
    kind, choices = _asked(argument.option)
    question: dict[str, Any] = {"variable": name, "question_name": title}
    if description:
        question["question_description"] = " ".join(description)
    question.update({"type": kind, "required": argument.needed, "default": _default(argument.option)})
    return {**question, "choices": choices} if choices else question


def _asked(option: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The type and the choices of a question."""
    if option["type"] == "bool":
        return "multiplechoice", ["true", "false"]
    if "choices" in option:
        return "multiplechoice", [str(choice) for choice in option["choices"]]
    return {"int": "integer"}.get(option["type"], "password" if option.get("no_log") else "text"), []


def _default(option: Mapping[str, Any]) -> Any:
    default = option.get("default")
    if isinstance(default, bool):
        return str(default).lower()
    return "" if default in (None, []) else default
