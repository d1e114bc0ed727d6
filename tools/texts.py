# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences of tools/texts: loaded, looked up, and checked against what there is to say something about."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.collection import ROOT
from tools.yaml_text import load

FOLDER = ROOT / "tools" / "texts"
COMMON = "common"
SECTIONS = ("sentences", "options", "filters", "returns")  # one sentence to a key, each about one thing


class TextProblem(ValueError):
    """A text that is missing, empty, or about nothing."""


@dataclass
class Texts:
    """One file of texts. Whatever is looked up is remembered: what is left over in the end is about nothing."""

    path: Path
    data: Mapping[str, Any]
    used: set[tuple[str, ...]] = field(default_factory=set)

    def get(self, *keys: str) -> Any:
        """The text at a place of the file; None where the file has none. An empty one is refused. A sentence that the
        file does not have is taken from the subject that it is `like`."""
        found: Any = self.data
        for key in keys:
            if not isinstance(found, Mapping) or key not in found:
                like = self.data.get("like") if keys[0] in SECTIONS else None
                return of(like).get(*keys) if like else None
            found = found[key]
        if not found:
            raise TextProblem(f"{self.name}: {' > '.join(keys)} is empty")
        self.used.add(keys)
        return found

    def need(self, *keys: str) -> Any:
        """The same where there has to be one."""
        found = self.get(*keys)
        if found is None:
            raise TextProblem(f"{self.name}: {' > '.join(keys)} is missing")
        return found

    def tail(self, section: str, path: str) -> Any:
        """The text of a dotted name, or of its last parts: psk for ike_config.psk, where the longer one has none. In
        the texts of one subject a single last part is not enough: state may be that of another thing."""
        parts = path.split(".")
        tails = [".".join(parts[start:]) for start in range(len(parts))]
        if self.path.stem != COMMON and len(tails) > 1:
            tails.pop()
        return next((text for text in (self.get(section, tail) for tail in tails) if text is not None), None)

    @property
    def name(self) -> str:
        """How messages name the file."""
        return str(self.path.relative_to(ROOT)) if self.path.is_relative_to(ROOT) else self.path.name

    def unused(self) -> list[str]:
        """The sentences that nothing asked for."""
        return [
            f"{self.name}: {section} > {key} is about nothing"
            for section in SECTIONS
            for key in self.data.get(section) or {}
            if (section, str(key)) not in self.used
        ]


def paragraphs(text: Any) -> list[str]:
    """One paragraph may be written as a text, several are a list."""
    return [str(text)] if not isinstance(text, list) else [str(each) for each in text]


def read(path: Path) -> Texts:
    """One file, from anywhere."""
    data = load(path.read_text(encoding="utf-8"))
    return Texts(path, data or {})


@functools.cache
def of(subject: str) -> Texts:
    """The texts about a subject, or `common`; each file is read once. Without a file every text is missing."""
    path = FOLDER / f"{subject}.yml"
    return read(path) if path.exists() else Texts(path, {})


def unused() -> list[str]:
    """The sentences, of all files, that nothing has asked for in this process."""
    return [problem for path in sorted(FOLDER.glob("*.yml")) for problem in of(path.stem).unused()]


def repeated() -> list[str]:
    """Paragraphs that are written twice about things of the same name."""
    written: dict[tuple[str, str], list[str]] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for section in SECTIONS:
            for key, text in (of(path.stem).data.get(section) or {}).items():
                given = text.get("text", []) if isinstance(text, Mapping) else text
                for paragraph in filter(_is_more_than_a_phrase, paragraphs(given)):
                    place = f"{of(path.stem).name}: {section} > {key}"
                    written.setdefault((key.split(".")[-1], paragraph), []).append(place)
    return [f"{' and '.join(places)}: {text}" for (_name, text), places in written.items() if len(places) > 1]


def _is_more_than_a_phrase(paragraph: str) -> bool:
    return not re.fullmatch(r"\{\w+\}", paragraph)
