# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tools.generate`` writes every generated file; with ``--check`` it names those that are stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tools import (
    action_group,
    complete,
    coverage,
    error_codes,
    facts,
    fragments,
    inventory,
    lookups,
    modules,
    policies,
    readme,
    roles,
    shapes,
    surveys,
    terraform,
    texts,
    words,
)
from tools.collection import ROOT

COMMAND = "make generate"
Target = tuple[str, Callable[[], str]]  # where it stands in the repository, and what it ought to say


def targets() -> Iterator[Target]:
    """Every generated file."""
    for module in facts.modules().values():
        yield module.path, partial(modules.text, module)
    for fragment in fragments.names():
        yield f"plugins/doc_fragments/{fragment}.py", partial(fragments.text, fragment)
    for resource in lookups.all_of_them():
        yield lookups.path(resource), partial(lookups.text, resource)
    yield inventory.PATH, inventory.text
    yield coverage.PATH, coverage.text
    yield policies.PATH, policies.text
    yield shapes.PATH, shapes.text
    yield error_codes.PATH, error_codes.text
    yield terraform.PATH, terraform.text
    yield from roles.targets()
    yield from readme.targets()
    yield action_group.PATH, action_group.text
    yield surveys.PATH, surveys.text
    yield surveys.TEXTS_PATH, surveys.texts_of_surveys


def outdated(wanted: Iterable[Target], root: Path = ROOT) -> tuple[dict[str, str], list[str]]:
    """The files that differ with what they ought to say, and what keeps others from being generated."""
    stale, problems = {}, []
    for path, make in wanted:
        try:
            text = make()
        except (texts.TextProblem, words.UnknownPlaceholder) as problem:
            problems.append(f"{path}: {problem}")
            continue
        if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text:
            stale[path] = text
    return stale, problems


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 when everything is as it ought to be."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, and fail if a file is stale")
    check = parser.parse_args(arguments).check
    problems = complete.problems()
    stale: dict[str, str] = {}
    if not problems:
        stale, problems = outdated(targets())
    problems = problems or [*texts.unused(), *texts.repeated()]
    for path, text in stale.items():
        if not check:
            (ROOT / path).write_text(text, encoding="utf-8")
        print(f"{path}: {f'is stale; run {COMMAND}' if check else 'written'}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems or (check and stale) else 0


if __name__ == "__main__":
    sys.exit(main())
