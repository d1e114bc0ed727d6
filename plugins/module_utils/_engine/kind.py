# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a kind of value is: what is allowed, how two values compare, how a value is sent and received.

What is special about a kind is a method here, so that the rest of the engine needs no list of kinds. A value is always
the option's, as Ansible parsed it; `raw` is always the API's. kinds.py, networks.py, objects.py, reference.py and
tags.py have the kinds.
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .errors import quoted

MASK = "********"
Look = t.Callable[["Kind", str, str], t.Any]  # kind, path and text of a reference


@dataclass(frozen=True)
class Kind:
    """The base of all kinds, and the kind of a value without rules."""

    @property
    def allowed(self) -> str:
        """The allowed values in words, for messages and for the documentation; empty where every value is allowed."""
        return ""

    @property
    def nothing(self) -> t.Any:
        """The present value if the service shows none."""
        return None

    @property
    def purgeable(self) -> bool:
        """Whether entries that the user does not give can be kept or removed (`purge_tags`)."""
        return False

    @property
    def members(self) -> tuple[t.Any, ...]:
        """The parameters that a value is made of; empty for a single value."""
        return ()

    def spec(self) -> dict[str, t.Any]:
        """The kind's part of the argument spec."""
        return {"type": "str"}

    def fits(self, value: t.Any) -> bool:
        """Whether the value is one of the allowed."""
        return True

    def problems(self, path: str, value: t.Any, secret: bool = False) -> list[str]:
        """What is wrong with a given value; each text names the option by its `path`."""
        if self.fits(value):
            return []
        if value == "":
            advice = "check the variable that the value comes from"
            return [f"{path}: an empty text is not allowed; allowed: {self.allowed}; {advice}"]
        shown = "the value" if secret else quoted(value)
        return [f"{path}: {shown} is not allowed; allowed: {self.allowed}"]

    def canon(self, value: t.Any) -> t.Any:
        """Two values mean the same when this is equal."""
        return value

    def same(self, wanted: t.Any, actual: t.Any) -> bool:
        if actual is None:
            return False
        try:
            return bool(self.canon(wanted) == self.canon(actual))
        except ValueError:
            return False  # what the service shows is no such value, so it is not the wanted one

    def merge(self, wanted: t.Any, actual: t.Any) -> t.Any:
        """The value after a change: some kinds keep what the user does not give."""
        return wanted

    def difference(self, wanted: t.Any, actual: t.Any) -> t.Any:
        """What an update has to send."""
        return self.merge(wanted, actual)

    def send(self, value: t.Any) -> t.Any:
        return value

    def receive(self, raw: t.Any) -> t.Any:
        return raw

    def echo(self, value: t.Any) -> t.Any:
        """How the API will show a value."""
        return value

    def predict(self, raw: t.Any, value: t.Any) -> t.Any:
        """How the API will show a value that it shows as `raw` now, after a change to `value`."""
        return self.echo(value)

    def masked(self, value: t.Any, changed: bool = False, present: t.Any = None) -> t.Any:
        """The value as it may be shown. `changed`: mark the secrets in it that differ from `present`."""
        return value if isinstance(value, (bool, int, list, dict)) else str(value)

    def paths(self, path: str, before: t.Any, after: t.Any) -> t.Iterator[str]:
        """Where two values as they are shown differ: `path`, or the paths of members."""
        if before != after:
            yield path

    def unmasked(self, value: t.Any) -> t.Any:
        """The value without the secrets in it that are masked: a result that is given as options again has these."""
        return value

    def secrets(self, value: t.Any) -> t.Iterator[str]:
        """The secrets inside a value."""
        return iter(())

    def resolve(self, path: str, value: t.Any, look: Look) -> t.Any:
        """The value with every reference in it replaced by what `look` finds."""
        return value

    def pending(self, path: str, value: t.Any) -> t.Iterator[tuple[str, t.Any, t.Any]]:
        """The references in a resolved value whose target does not exist yet: path, value and kind of each."""
        return iter(())

    @property
    def shown_type(self) -> str:
        """The type of the value in a result where the API may show a text instead: bool or int; empty for others."""
        return ""

    def typed(self, raw: t.Any) -> t.Any:
        """The API's own value, with numbers and booleans in place of texts that the API shows for them."""
        return raw

    def shape(self, view: dict[str, t.Any], wire: str, raw: t.Mapping[str, t.Any]) -> None:
        """Sets the value in a result, if its form there is not the API's own."""

    def calls(self, wanted: t.Any, present: t.Any, identifier: t.Any) -> t.Iterator[tuple[str, dict[str, t.Any], str]]:
        """The action, parameters and reason of each call that changes the value, for a kind with actions of its own."""
        return iter(())

    @property
    def has_calls(self) -> bool:
        """Whether the kind has actions of its own, so that no update of the resource changes it."""
        return False
