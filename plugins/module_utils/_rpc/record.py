# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The decorator `dataclass` with methods that are written once, instead of compiled for each class.

A module that is shipped is imported anew at each task, and Python's own decorator takes half a millisecond for each of
some fifty classes. Everything else is as Python's own has it, so `field`, `fields` and `replace` work."""

from __future__ import annotations

import dataclasses
import typing as t

__all__ = ["dataclass"]

if t.TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, frozen=False):
        """With the parentheses or without, as Python's own."""
        if cls is None:
            return lambda one: dataclass(one, frozen)
        cls.__init__, cls.__repr__, cls.__eq__ = _init, _repr, _eq
        cls.__hash__ = _hash if frozen else None
        if frozen:
            cls.__setattr__ = cls.__delattr__ = _refuse
        # Otherwise Python's decorator works out a signature for it.
        cls.__doc__ = cls.__doc__ or cls.__name__
        return dataclasses.dataclass(init=False, repr=False, eq=False)(cls)


def _init(self: t.Any, *values: t.Any, **named: t.Any) -> None:
    fields, name = self.__dataclass_fields__, type(self).__name__
    given = dict(zip(fields, values))
    if len(values) > len(fields) or given.keys() & named.keys():
        raise TypeError(f"{name} got more than one value for a field, or more values than it has fields")
    given.update(named)
    state = self.__dict__  # what is frozen has no other way to be set
    for one in fields.values():
        if one.name in given:
            state[one.name] = given.pop(one.name)
        elif one.default is not dataclasses.MISSING:
            state[one.name] = one.default
        elif one.default_factory is not dataclasses.MISSING:
            state[one.name] = one.default_factory()
        else:
            raise TypeError(f"{name} got no {one.name}")
    if given:
        raise TypeError(f"{name} has no field {', '.join(given)}")
    check = getattr(self, "__post_init__", None)
    if check is not None:
        check()


def _repr(self: t.Any) -> str:
    shown = (one.name for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _compared(self: t.Any) -> tuple[t.Any, ...]:
    return tuple(getattr(self, one.name) for one in dataclasses.fields(self) if one.compare)


def _eq(self: t.Any, other: t.Any) -> bool:
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: t.Any) -> int:
    return hash(_compared(self))


def _refuse(self: t.Any, name: str, value: t.Any = None) -> t.NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
