# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The seam to Ansible: argument specs from descriptors, check mode, diff, results. Only here AnsibleModule is known."""

from __future__ import annotations

import typing as t
from contextlib import contextmanager

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._engine.converge import Outcome, Wish, converge
from ._engine.listing import list_all
from ._engine.phase import Failed
from ._engine.resource import Resource, complaints
from ._rpc.client import Client
from ._rpc.connect import connect
from ._rpc.errors import MissingLibrary, SettingsError


def connection_spec() -> dict[str, t.Any]:
    """The options of the `connection` documentation fragment; made anew for each module."""
    return {
        "access_key_id": {"type": "str", "no_log": False, "aliases": ["access_key", "alicloud_access_key"]},
        "access_key_secret": {"type": "str", "no_log": True, "aliases": ["secret_key", "alicloud_secret_key"]},
        "security_token": {"type": "str", "no_log": True, "aliases": ["alicloud_security_token"]},
        "profile": {"type": "str"},
        "region": {"type": "str", "aliases": ["region_id", "alicloud_region"]},
        "endpoint": {"type": "str"},
        "validate_certs": {"type": "bool", "default": True},
        "ca_path": {"type": "path"},
        "timeout": {"type": "int", "default": 30},
        "retry_timeout": {"type": "int", "default": 30},
    }


def state_spec(resource: Resource) -> dict[str, t.Any]:
    """The options of the module that manages a resource."""
    natural = () if resource.identity.id else resource.identity.natural
    spec = connection_spec()
    spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
    spec["wait"] = {"type": "bool", "default": True}
    spec["wait_timeout"] = {"type": "int", "default": resource.wait_timeout}
    if resource.can_be_recreated:
        spec["recreate"] = {"type": "bool", "default": False}
    if resource.dry_run:
        spec["dry_run"] = {"type": "bool", "default": False}
    if resource.tags:
        spec["purge_tags"] = {"type": "bool", "default": True}
    if resource.secrets:
        spec["include_secrets"] = {"type": "bool", "default": False}
    if resource.identity.id:
        spec[resource.id_option] = {"type": "str"}
    spec.update({field.name: field.spec(required=field.name in natural) for field in resource.fields})
    return spec


def info_spec(resource: Resource) -> dict[str, t.Any]:
    """The options of the module that lists a resource."""
    spec = connection_spec()
    spec["query"] = {"type": "str"}
    if resource.secrets:
        spec["include_secrets"] = {"type": "bool", "default": False}
    if resource.identity.id:
        spec[f"{resource.id_option}s"] = {"type": "list", "elements": "str"}
    if resource.identity.name:
        spec["names"] = {"type": "list", "elements": "str"}
    spec.update({field.name: field.spec(required=field.required) for field in resource.filters})
    return spec


Complaints = t.Callable[[t.Mapping[str, t.Any]], list[str]]
Finish = t.Callable[[AnsibleModule, Client, Outcome], dict[str, t.Any]]


def run(
    resource: Resource,
    extra: t.Mapping[str, t.Any] | None = None,
    extra_complaints: Complaints = lambda options: [],
    finish: Finish | None = None,
) -> None:
    """The whole of a state module. A module with options of its own hands their spec in as `extra`, what is wrong with
    them in `extra_complaints`, and in `finish` what is done with them when the cloud is as wished; what that returns
    goes over the result."""
    identity = resource.identity
    by_one_of = [name for name in (resource.id_option, identity.name, *identity.natural) if name]
    module = AnsibleModule(
        argument_spec={**state_spec(resource), **(extra or {})},
        required_one_of=[by_one_of] if identity.id else [],
        supports_check_mode=True,
    )
    names = [field.name for field in resource.fields] + ([resource.id_option] if identity.id else [])
    options = {name: module.params[name] for name in names}
    with failures(module):
        found = complaints(resource.fields, options)
        # The hooks compare values with each other, and may count on each being well formed.
        refuse(module, found or [*resource.complaints(options), *extra_complaints(module.params)])
        client = connect(module.params, read_only=module.check_mode)
        outcome = converge(
            resource,
            client,
            Wish(
                options=options,
                present=module.params["state"] == "present",
                check=module.check_mode,
                wait=module.params["wait"],
                wait_timeout=module.params["wait_timeout"],
                purge_tags=module.params.get("purge_tags", True),
                recreate=module.params.get("recreate", False),
                dry_run=module.params.get("dry_run", False),
                include_secrets=module.params.get("include_secrets", False),
            ),
        )
        for text in outcome.warnings:
            module.warn(text)
        returned = {"changed": outcome.changed, "actions": outcome.actions, resource.name: outcome.resource}
        if module._diff:
            returned["diff"] = {"before": outcome.before, "after": outcome.after}
        if finish:
            returned.update(finish(module, client, outcome))
        module.exit_json(**returned)


def run_info(resource: Resource) -> None:
    """The whole of an info module."""
    module = AnsibleModule(argument_spec=info_spec(resource), supports_check_mode=True)
    params = module.params
    with failures(module, read_only=True):
        refuse(module, complaints(resource.filters, params))
        found = list_all(
            resource,
            connect(module.params, read_only=True),
            filters={field.name: params[field.name] for field in resource.filters},
            ids=params.get(f"{resource.id_option}s") if resource.identity.id else None,
            names=params.get("names"),
            query=params["query"],
            include_secrets=params.get("include_secrets", False),
        )
        module.exit_json(changed=False, **{resource.plural: found})


def refuse(module: AnsibleModule, problems: list[str]) -> None:
    """Fail before any call, with everything that is wrong at once."""
    if problems:
        module.fail_json(msg="; ".join(problems))


Work = t.Callable[[dict[str, t.Any], Client, bool], dict[str, t.Any]]


def run_task(
    spec: t.Mapping[str, t.Any],
    work: Work,
    complaints: Complaints = lambda options: [],
    read_only: bool = False,
    **constraints: t.Any,
) -> None:
    """The whole of a module that fits no descriptor. `work` gets the options, a client and whether it only checks,
    and gives the result; `constraints` are AnsibleModule's (required_if and the like)."""
    module = AnsibleModule(argument_spec={**connection_spec(), **spec}, supports_check_mode=True, **constraints)
    with failures(module, read_only):
        refuse(module, complaints(module.params))
        client = connect(module.params, read_only=read_only or module.check_mode)
        returned = work(module.params, client, module.check_mode)
        if not module._diff:
            returned.pop("diff", None)
        module.exit_json(**returned)


@contextmanager
def failures(module: AnsibleModule, read_only: bool = False) -> t.Iterator[None]:
    """Every way to fail ends here, so that each says phase, kind and id and gives what a playbook can test."""
    try:
        yield
    except MissingLibrary as error:
        module.fail_json(msg=missing_required_lib(error.name), exception=error.trace)
    except SettingsError as error:
        module.fail_json(msg=str(error))
    except Failed as error:
        details = error.cause.details() if hasattr(error.cause, "details") else {"message": str(error.cause)}
        done = {} if read_only else {"actions": error.actions, "changed": bool(error.actions)}
        module.fail_json(msg=error.text, error=details, **done)
