# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Reads the options of lookups and of the inventory plugin in the form that the client needs."""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleError
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ..module_utils._engine.errors import Refused
from ..module_utils._engine.field import problems
from ..module_utils._engine.printable import blank_entries, no_texts, unprintable, unreadable
from ..module_utils._engine.resource import Resource
from ._types import type_name

CONNECTION = (
    "access_key_id",
    "access_key_secret",
    "security_token",
    "profile",
    "ecs_role_name",
    "credentials_uri",
    "role_arn",
    "role_session_name",
    "role_session_seconds",
    "role_external_id",
    "oidc_provider_arn",
    "oidc_token_file",
    "sts_region",
    "sts_endpoint",
    "region",
    "endpoint",
    "validate_certs",
    "ca_path",
    "timeout",
    "retry_timeout",
)
# What is allowed for an option of a type that is neither a text nor a collection of values.
_SINGLE = {"int": "an integer", "integer": "an integer", "bool": "true or false", "boolean": "true or false"}
# The types that entries of lists have, and what messages call them.
TEXT = (str, "a text")
_ELEMENTS = {"str": TEXT, "dict": (dict, "a dictionary")}


def connection(plugin: t.Any, templar: t.Any, evaluated: t.Container[str] = ()) -> dict[str, t.Any]:
    """The connection options as the user gave them, without environment variables. `connect` reads those after the
    profile that the options name; if Ansible read them into options, that order would be lost. `evaluated`: options, or
    aliases of them, that have no expressions any more. What is in them now may come from anywhere."""
    found = {}
    for name in CONNECTION:
        value, option = plugin.get_option(name), plugin.option_definitions[name]
        if not any(one in evaluated for one in (name, *(option.get("aliases") or ()))):
            value = templated(name, value, templar)
        found[name] = _text(name, value) if option["type"] in ("str", "path") else value
    _refuse_unprintable(found)
    return found


def _text(name: str, value: t.Any) -> str | None:
    """What an expression gives, as Ansible would take it for an option that is a text."""
    if isinstance(value, (list, dict)):
        raise Refused(f"{name}: a value of type {type_name(value)} is not allowed; allowed: a text")
    return value if value is None or isinstance(value, str) else str(value)


def templated(name: str, value: t.Any, templar: t.Any) -> t.Any:
    """Evaluates the expressions in an option: Ansible passes those of inventory sources and variables to a plugin
    unevaluated. Raises Refused."""
    try:
        return _templated(value, templar)
    except AnsibleError as error:
        raise Refused(f"{name}: the expression cannot be evaluated: {error}") from None


def _templated(value: t.Any, templar: t.Any) -> t.Any:
    if isinstance(value, dict):
        return {key: _templated(inner, templar) for key, inner in value.items()}
    if isinstance(value, list):
        return [_templated(inner, templar) for inner in value]
    return templar.template(value) if isinstance(value, str) else value


def refuse_unknown(plugin: t.Any, given: t.Iterable[str]) -> None:
    """Raises Refused for unknown options. Ansible ignores them, and so hides every misspelt option."""
    known = plugin.option_definitions
    names = {*known, *(alias for option in known.values() for alias in option.get("aliases") or ())}
    unknown = sorted(set(given) - names)
    if unknown:
        options = ", ".join(sorted(name for name in known if not name.startswith("_")))
        raise Refused(f"unknown option: {', '.join(unknown)}; allowed: {options}")


def refuse_unreadable(plugin: t.Any, given: t.Mapping[str, t.Any], variables: t.Mapping[str, t.Any]) -> None:
    """Raises Refused for what Ansible must not get as a number or a Boolean, before it reads the options: some versions
    end with a traceback."""
    for name, option in plugin.option_definitions.items():
        values = [given.get(one) for one in (name, *(option.get("aliases") or ()))]
        values += [variables.get(one["name"]) for one in option.get("vars") or ()]
        allowed = _SINGLE.get(option.get("type"))
        for value in filter(unreadable, values if allowed else ()):
            raise Refused(f"{name}: a value of type {type_name(value)} is not allowed here; allowed: {allowed}")


def refuse_entries(plugin: t.Any) -> None:
    """Raises Refused for what Ansible does not check: the types of entries of lists, and of names in dictionaries."""
    for name, option in plugin.option_definitions.items():
        value = plugin.get_option(name)
        if isinstance(value, list) and option.get("elements") in _ELEMENTS:
            refuse_others(name, value, *_ELEMENTS[option["elements"]])
            _refuse_members(name, value, option.get("suboptions") or {})
        for key in value if isinstance(value, dict) and not option.get("suboptions") else ():
            if not isinstance(key, str):
                raise Refused(f"{name}: the name {key!r} is of type {type_name(key)}; allowed: a text")


def _refuse_members(name: str, entries: list[t.Any], known: t.Mapping[str, t.Any]) -> None:
    for number, entry in enumerate(entries, 1):
        for member, option in known.items():
            value = entry.get(member)
            if option.get("type") == "str" and value is not None and not isinstance(value, str):
                raise Refused(
                    f"{name}[{number}].{member}: a value of type {type_name(value)} is not allowed; allowed: a text"
                )


def refuse_others(name: str, entries: t.Iterable[t.Any], kind: type, allowed: str) -> None:
    """Raises Refused for an entry of another type."""
    for number, one in enumerate(entries, 1):
        if not isinstance(one, kind):
            raise Refused(f"{name}[{number}]: a value of type {type_name(one)} is not allowed; allowed: {allowed}")


def refuse_texts(plugin: t.Any, **more: t.Any) -> None:
    """Raises Refused for texts that no option can have. `more`: values besides the options."""
    names = [name for name in plugin.option_definitions if not name.startswith("_")]
    given = {**{name: plugin.get_option(name) for name in names}, **more}
    _refuse_unprintable(given)
    if blank_entries(given):
        raise Refused("; ".join(blank_entries(given)))


def _refuse_unprintable(given: t.Mapping[str, t.Any]) -> None:
    if unprintable(given):
        raise Refused("; ".join(unprintable(given)))


def check_filters(resource: Resource, values: t.Mapping[str, t.Any], within: str = "") -> None:
    """Raises Refused with all problems of the values, whose types are already checked."""
    found = problems(resource.filters, values, within)
    if found:
        raise Refused("; ".join(found))


def nested_filters(resource: Resource, given: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Filters from one dictionary, checked like the options of a module, because Ansible does not check inside it."""
    named = {str(name): value for name, value in given.items()}
    wrong = [text for one in resource.filters for text in no_texts(one.name, one.spec(), named.get(one.name))]
    if wrong:
        raise Refused("; ".join(f"filters.{text}" for text in wrong))
    checked = ArgumentSpecValidator({field.name: field.spec() for field in resource.filters}).validate(named)
    if checked.error_messages:
        raise Refused(f"filters: {'; '.join(checked.error_messages)}")
    values = {field.name: checked.validated_parameters[field.name] for field in resource.filters}
    check_filters(resource, values, "filters.")
    return {name: value for name, value in values.items() if value is not None}
