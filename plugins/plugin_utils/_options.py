# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Reads the options of lookups and of the inventory plugin in the form that the client needs."""

from __future__ import annotations

import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ..module_utils._engine.errors import Refused
from ..module_utils._engine.field import problems
from ..module_utils._engine.printable import blank_entries, unprintable
from ..module_utils._engine.resource import Resource

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


def connection(plugin: t.Any, templar: t.Any) -> dict[str, t.Any]:
    """The connection options as the user gave them, without environment variables. `connect` reads those after the
    profile that the options name; if Ansible read them into options, that order would be lost."""
    return {name: templated(plugin.get_option(name), templar) for name in CONNECTION}


def templated(value: t.Any, templar: t.Any) -> t.Any:
    """Evaluates expressions: Ansible passes those of inventory sources and variables to a plugin unevaluated."""
    if isinstance(value, dict):
        return {key: templated(inner, templar) for key, inner in value.items()}
    if isinstance(value, list):
        return [templated(inner, templar) for inner in value]
    return templar.template(value) if isinstance(value, str) else value


def refuse_unknown(plugin: t.Any, given: t.Iterable[str]) -> None:
    """Raises Refused for unknown options. Ansible ignores them, and so hides every misspelt option."""
    known = plugin.option_definitions
    names = {*known, *(alias for option in known.values() for alias in option.get("aliases") or ())}
    unknown = sorted(set(given) - names)
    if unknown:
        options = ", ".join(sorted(name for name in known if not name.startswith("_")))
        raise Refused(f"unknown option: {', '.join(unknown)}; allowed: {options}")


def refuse_texts(plugin: t.Any, **more: t.Any) -> None:
    """Raises Refused for texts that no option can have. `more`: values besides the options."""
    names = [name for name in plugin.option_definitions if not name.startswith("_")]
    given = {**{name: plugin.get_option(name) for name in names}, **more}
    found = unprintable(given) or blank_entries(given)
    if found:
        raise Refused("; ".join(found))


def check_filters(resource: Resource, values: t.Mapping[str, t.Any], within: str = "") -> None:
    """Raises Refused with all problems of the values, whose types are already checked."""
    found = problems(resource.filters, values, within)
    if found:
        raise Refused("; ".join(found))


def nested_filters(resource: Resource, given: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """Filters from one dictionary, checked like the options of a module, because Ansible does not check inside it."""
    checked = ArgumentSpecValidator({field.name: field.spec() for field in resource.filters}).validate(dict(given))
    if checked.error_messages:
        raise Refused(f"filters: {'; '.join(checked.error_messages)}")
    values = {field.name: checked.validated_parameters[field.name] for field in resource.filters}
    check_filters(resource, values, "filters.")
    return {name: value for name, value in values.items() if value is not None}
