# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/guides/from_terraform.md: for each resource and argument of Terraform, the module and the option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tools import facts, texts
from tools.collection import PAGE_LICENCE

PATH = "docs/guides/from_terraform.md"


def problems(said: texts.Texts) -> Iterator[str]:
    """Modules and options that do not exist, and arguments with neither an option nor a note."""
    modules = facts.modules()
    for resource, row in said.need("resources").items():
        module = modules.get(row["module"])
        if not module:
            yield f"{resource}: there is no module {row['module']}"
            continue
        options = facts.options(module.spec())
        for argument, target in row["arguments"].items():
            option, note = _target(target)
            if option and option not in options:
                yield f"{resource}.{argument}: {module.name} has no option {option}"
            if not option and not note:
                yield f"{resource}.{argument}: neither an option nor a note"
    for source, name in said.need("data_sources").items():
        if name not in modules:
            yield f"{source}: there is no module {name}"


def text(said: texts.Texts | None = None) -> str:
    """The page."""
    said = said or texts.of("from_terraform")
    wrong = list(problems(said))
    if wrong:
        raise texts.TextProblem("\n".join(wrong))
    parts = [PAGE_LICENCE, said.need("intro"), "## Resources\n"]
    for resource, row in said.need("resources").items():
        parts += [f"### {resource}\n", f"Module `{row['module']}`.\n", *_arguments(row["arguments"]), ""]
    parts += ["## Resources without a module\n", "| Terraform | |\n| --- | --- |"]
    parts += [f"| `{resource}` | {why} |" for resource, why in said.need("without").items()]
    parts += ["", "## Data sources\n", "| Terraform | module |\n| --- | --- |"]
    parts += [f"| `{source}` | `{module}` |" for source, module in said.need("data_sources").items()]
    parts += ["", "Lookups and the inventory plugin read the same: see [Use the lookups](lookups.md)."]
    return "\n".join(parts) + "\n"


def _arguments(arguments: Mapping[str, Any]) -> Iterator[str]:
    yield "| argument | option |\n| --- | --- |"
    for argument, target in arguments.items():
        option, note = _target(target)
        yield f"| `{argument}` | {'; '.join(part for part in (f'`{option}`' if option else 'none', note) if part)} |"


def _target(target: Any) -> tuple[str, str]:
    """The option and the note of an argument."""
    return (target.get("option", ""), target.get("note", "")) if isinstance(target, Mapping) else (target, "")
