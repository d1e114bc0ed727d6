# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Tags: keys and values that have actions of their own."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .._engine.kind import Kind
from .._engine.printable import no_text_in

_SYSTEM = ("aliyun", "acs:")
_MOST, _LONGEST = 20, 128


@dataclass(frozen=True)
class Tags(Kind):
    """`resource_type` is the name of the resource in TagResources and UnTagResources; a filter has none. System tags
    are left out."""

    resource_type: str = ""

    @property
    def allowed(self) -> str:
        return (
            f"at most {_MOST} tags, with keys of 1 to {_LONGEST} characters that do not start with aliyun or acs:, and "
            f"values of at most {_LONGEST} characters; neither contains http:// or https://"
        )

    @property
    def nothing(self) -> dict[str, str]:
        return {}

    @property
    def purgeable(self) -> bool:
        return True

    @property
    def has_calls(self) -> bool:
        return bool(self.resource_type)

    def spec(self) -> dict[str, t.Any]:
        return {"type": "dict"}

    def fits(self, value: t.Mapping[str, t.Any]) -> bool:
        return len(value) <= _MOST and all(_is_tag(str(key), _text(text)) for key, text in value.items())

    def problems(self, path: str, value: t.Mapping[str, t.Any], secret: bool = False) -> list[str]:
        """What is no text is named by its key. Apart from that there is at most one problem, which names the key of a
        wrong tag instead of showing all tags."""
        nested = no_text_in({f"{path}.{key}": text for key, text in value.items()})
        if nested:
            return nested
        if self.fits(value):
            return []
        wrong = [key for key, text in value.items() if not _is_tag(str(key), _text(text))]
        which = f"the tag {wrong[0]!r}" if wrong else f"{len(value)} tags"
        return [f"{path}: {which} {'is' if wrong else 'are'} not allowed; allowed: {self.allowed}"]

    def canon(self, value: t.Mapping[str, t.Any]) -> dict[str, str]:
        return {str(key): _text(text) for key, text in value.items()}

    def merge(self, wanted: t.Mapping[str, t.Any], actual: t.Mapping[str, t.Any] | None) -> dict[str, str]:
        return {**(actual or {}), **self.canon(wanted)}

    def send(self, value: t.Mapping[str, t.Any]) -> list[dict[str, str]]:
        return [{"Key": key, "Value": text} for key, text in sorted(self.canon(value).items())]

    def receive(self, raw: t.Any) -> dict[str, str]:
        pairs = raw.get("Tag") if isinstance(raw, dict) else raw
        tags = {pair.get("Key") or "": pair.get("Value") or "" for pair in pairs or () if isinstance(pair, dict)}
        return {key: text for key, text in tags.items() if key and not key.startswith(_SYSTEM)}

    def echo(self, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        return {"Tag": self.send(value)}

    def masked(self, value: t.Mapping[str, t.Any], changed: bool = False, present: t.Any = None) -> dict[str, str]:
        return self.canon(value)

    def shape(self, view: dict[str, t.Any], wire: str, raw: t.Mapping[str, t.Any]) -> None:
        # A list shows Tag where a read by ID shows Tags; Tag may also be the same as a JSON text.
        view.pop("tag", None)
        for name in ("Tag", "Tags"):
            if isinstance(raw.get(name), (list, dict)):
                view["tags"] = self.receive(raw[name])

    def calls(self, wanted: t.Any, present: t.Any, identifier: t.Any) -> t.Iterator[tuple[str, dict[str, t.Any], str]]:
        want, have = self.canon(wanted), present or {}
        about = {"ResourceType": self.resource_type, "ResourceId": [identifier]}
        gone = sorted(set(have) - set(want))
        new = {key: text for key, text in want.items() if have.get(key) != text}
        # Tags are removed first: a resource has at most 20, also between the two calls.
        if gone:
            yield "UnTagResources", {**about, "TagKey": gone}, f"remove the tags {', '.join(gone)}"
        if new:
            yield "TagResources", {**about, "Tag": self.send(new)}, f"set the tags {', '.join(sorted(new))}"


def _is_tag(key: str, text: str) -> bool:
    if key.startswith(_SYSTEM) or any(scheme in f"{key}{text}" for scheme in ("http://", "https://")):
        return False
    return 1 <= len(key) <= _LONGEST and len(text) <= _LONGEST


def _text(value: t.Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
