# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The interface to Ansible: argument specs from descriptors, check mode, diff, results, files. Only this file uses
AnsibleModule."""

from __future__ import annotations

import os
import typing as t
from contextlib import contextmanager

from ansible.module_utils.basic import AnsibleModule, missing_required_lib
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.common.validation import check_type_dict

from ._engine import progress
from ._engine.converge import Desired, Outcome, converge
from ._engine.field import problems
from ._engine.phase import Failed, failed, phase
from ._engine.printable import blank_entries, no_texts, unprintable, unreadable
from ._engine.resource import Resource
from ._engine.task import Extension, Spec, Task
from ._engine.views import changed_paths, diff
from ._rpc.errors import MissingLibrary, SettingsError, error_result
from ._vpc.connect import connect

INVALID_OPTION = "Collection.InvalidOption"


class Module(AnsibleModule):
    """Every failure has the same members in `error`, also when Ansible itself refuses an option."""

    params: dict[str, t.Any]
    _options_are_valid = False

    def __init__(self, argument_spec: Spec, **more: t.Any) -> None:
        super().__init__(argument_spec, **more)
        self._options_are_valid = True
        refuse(self, [*blank_entries(self.params), *self._not_given()])

    def fail_json(self, msg: str, **more: t.Any) -> None:
        if not self._options_are_valid:
            # The result would show the options, and one that does not exist may hold a secret.
            self.params = {}
        super().fail_json(msg, **{"error": error_result(INVALID_OPTION, msg), **more})

    def _not_given(self) -> t.Iterator[str]:
        """Ansible counts an option as given also where its value is null."""
        for group in self.required_one_of or ():
            if all(self.params[name] is None for name in group):
                yield f"one of the following is required: {', '.join(group)}"

    def _set_internal_properties(self) -> None:
        # Next Ansible checks the options and logs them, which ends with a traceback for some values.
        super()._set_internal_properties()
        refuse(self, _misshapen(self.params, self.argument_spec) or unprintable(self.params))


def _misshapen(given: t.Mapping[str, t.Any], spec: Spec, within: str = "") -> list[str]:
    """Numbers and texts that are lists or dictionaries, and what has options inside but is no dictionary. The messages
    have no values."""
    wrong = []
    for name, option in spec.items():
        inner, path = option.get("options"), f"{within}{name}"
        value = next((given[one] for one in (name, *option.get("aliases", ())) if given.get(one) is not None), None)
        if option["type"] == "int" and unreadable(value):
            wrong.append(f"{path}: a value of type {type(value).__name__} is not allowed here; allowed: an integer")
        wrong += no_texts(path, option, value)
        if not inner or value is None:
            continue
        many = option["type"] == "list" and isinstance(value, list)
        for number, one in enumerate(value if many else [value], 1):
            place = f"{path}[{number}]" if many else path
            try:
                wrong += _misshapen(check_type_dict(one), inner, f"{place}.")
            except (TypeError, ValueError, RecursionError):
                form = "a list of dictionaries" if option["type"] == "list" and not many else "a dictionary"
                found = f"{place}: a value of type {type(one).__name__} is not allowed"
                wrong.append(f"{found}; allowed: {form} with {', '.join(inner)}")
    return wrong


def connection_spec() -> Spec:
    """The options of the `connection` documentation fragment; fresh for each module."""
    return {
        "access_key_id": {"type": "str", "no_log": False, "aliases": ["access_key", "alicloud_access_key"]},
        "access_key_secret": {"type": "str", "no_log": True, "aliases": ["secret_key", "alicloud_secret_key"]},
        "security_token": {"type": "str", "no_log": True, "aliases": ["alicloud_security_token"]},
        "profile": {"type": "str"},
        "ecs_role_name": {"type": "str"},
        "credentials_uri": {"type": "str", "no_log": True},
        "role_arn": {"type": "str"},
        "role_session_name": {"type": "str"},
        "role_session_seconds": {"type": "int"},
        "role_external_id": {"type": "str"},
        "oidc_provider_arn": {"type": "str"},
        "oidc_token_file": {"type": "path", "no_log": False},
        "sts_region": {"type": "str"},
        "sts_endpoint": {"type": "str"},
        "region": {"type": "str", "aliases": ["region_id", "alicloud_region"]},
        "endpoint": {"type": "str"},
        "validate_certs": {"type": "bool", "default": True},
        "ca_path": {"type": "path"},
        "timeout": {"type": "int", "default": 30},
        "retry_timeout": {"type": "int", "default": 30},
    }


def state_spec(resource: Resource) -> Spec:
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
    if resource.purgeable:
        spec[f"purge_{resource.purgeable.name}"] = {"type": "bool", "default": True}
    if resource.secrets:
        spec["include_secrets"] = {"type": "bool", "default": False}
    if resource.identity.id:
        spec[resource.id_option] = {"type": "str"}
    spec.update({field.name: field.spec(required=field.name in natural) for field in resource.fields})
    return spec


def info_spec(resource: Resource) -> Spec:
    """The options of the module that lists a resource."""
    spec = connection_spec()
    spec["query"] = {"type": "str"}
    if resource.secrets:
        spec["include_secrets"] = {"type": "bool", "default": False}
    if resource.identity.id:
        spec[f"{resource.id_option}s"] = {"type": "list", "elements": "str"}
    if resource.identity.name:
        spec["names"] = {"type": "list", "elements": "str"}
    spec.update({one.name: one.spec(required=one.required) for one in resource.filters})
    return spec


_NO_EXTENSION = Extension(spec=dict)


def run(resource: Resource, extension: Extension = _NO_EXTENSION) -> None:
    """Run a module that manages a resource."""
    identity = resource.identity
    by_one_of = [name for name in (resource.id_option, identity.name, *identity.natural) if name]
    module = Module(
        argument_spec={**state_spec(resource), **extension.spec()},
        required_one_of=[by_one_of] if identity.id else [],
        supports_check_mode=True,
    )
    names = [field.name for field in resource.fields] + ([resource.id_option] if identity.id else [])
    options = {name: module.params[name] for name in names}
    with failures(module):
        # The extension compares its options with those of the resource, so these must be valid first.
        wrong = problems(resource.fields, options)
        refuse(module, wrong or [*resource.problems(options), *extension.problems(module.params)])
        client = connect(module.params, read_only=module.check_mode)
        outcome = converge(
            resource,
            client,
            Desired(
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
        returned.update(outcome.created)
        if module._diff:
            returned["diff"] = diff(
                outcome.label, outcome.before, outcome.after, changed_paths(resource, outcome.before, outcome.after)
            )
        if not module.check_mode:
            returned.update(extension.work(module.params, client, outcome))
        if extension.files:
            with phase("name the files of", f"the {resource.title}", outcome.actions):
                contents = extension.files(module.params, outcome)
            _keep_files(module, outcome, contents, returned)
        module.exit_json(**returned)


def run_info(resource: Resource) -> None:
    """Run a module that lists a resource."""
    from ._engine.listing import list_all

    module = Module(argument_spec=info_spec(resource), supports_check_mode=True)
    params = module.params
    with failures(module, read_only=True):
        refuse(module, problems(resource.filters, params))
        found = list_all(
            resource,
            connect(module.params, read_only=True),
            filters={one.name: params[one.name] for one in resource.filters},
            ids=params.get(f"{resource.id_option}s") if resource.identity.id else None,
            names=params.get("names"),
            query=params["query"],
            include_secrets=params.get("include_secrets", False),
        )
        module.exit_json(changed=False, **{resource.plural: found})


def run_task(task: Task) -> None:
    """Run a module without a resource descriptor."""
    module = Module(argument_spec={**connection_spec(), **task.spec()}, supports_check_mode=True, **task.constraints)
    with failures(module, task.read_only):
        refuse(module, task.problems(module.params))
        client = connect(module.params, read_only=task.read_only or module.check_mode)
        with phase("understand", "the answers of the service", []), progress.edited(masked(module)):
            returned = task.work(module.params, client, module.check_mode)
        for text in returned.pop("warnings", ()):
            module.warn(text)
        if not module._diff:
            returned.pop("diff", None)
        module.exit_json(**returned)


def masked(module: Module) -> t.Callable[[str], str]:
    """Takes the secrets of the options out of a text, as Ansible does with results."""
    return lambda text: remove_values(text, module.no_log_values)


def refuse(module: Module, wrong: list[str]) -> None:
    """Fail before any call, with all problems in one message."""
    if wrong:
        module.fail_json("; ".join(wrong))


@contextmanager
def failures(module: Module, read_only: bool = False) -> t.Iterator[None]:
    """Turn every error into a failure with a message that names phase, resource and ID, and an `error` to test."""
    try:
        yield
    except MissingLibrary as error:
        text = missing_required_lib(error.name)
        module.fail_json(text, exception=error.trace, error=error_result(error.code, text))
    except SettingsError as error:
        module.fail_json(str(error), error=error_result(error.code, str(error)))
    except Failed as error:
        done = {} if read_only else {"actions": error.actions, "changed": bool(error.actions)}
        shown = dict(error.shown)
        for text in shown.pop("warnings", ()):
            module.warn(text)
        if not module._diff:
            shown.pop("diff", None)
        module.fail_json(error.text, error=error.details(), **done, **shown)


def _keep_files(
    module: Module, outcome: Outcome, contents: dict[str, str | None] | None, returned: dict[str, t.Any]
) -> None:
    """Write or delete private files that are not as they must be, and add them to the result."""
    from ._engine import private_files

    wanted = sorted(path for path, text in (contents or {}).items() if text is not None)
    returned["files"] = [path for path in contents or () if path in wanted]
    if contents is None:
        return
    stale = [path for path, text in contents.items() if not private_files.is_kept(path, text)]
    try:
        # All places are looked at before any file is written.
        for path in stale:
            private_files.require_place(path)
        for path in [] if module.check_mode else stale:
            private_files.keep(path, contents[path])
    except OSError as error:
        # The resource was created or changed before, and the failure has to say so.
        raise failed(f"Could not write the files to {os.path.dirname(stale[0])}", error, outcome.actions) from error
    returned["changed"] = outcome.changed or bool(stale)
    if module._diff:
        # Only the names: one of the files is a private key.
        unwanted = {path for path in stale if path not in wanted}
        before = {**outcome.before, "files": sorted(set(wanted) - set(stale) | unwanted)}
        returned["diff"].update(before=before, after={**outcome.after, "files": wanted})
