# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lookups and the inventory in this process, with their options as Ansible reads them from the documentation, but
without its loader, which would import the whole collection once more."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any
from unittest import mock

import ansible.template
import yaml
from ansible import constants
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from tests.emulator.running import Running

_PACKAGE = "ansible_collections.alicloud.vpn.plugins"
_BUILT_IN = "ansible.plugins"

# ansible-core up to 2.18 evaluates every text.
_trusted = getattr(ansible.template, "trust_as_template", None)

Options = Mapping[str, Any]


@cache
def _loaded(kind: str, name: str) -> ModuleType:
    """The Python module of a plugin; Ansible knows the options of it."""
    module = importlib.import_module(f"{_PACKAGE}.{kind}.{name}")
    constants.config.initialize_plugin_configuration_definitions(kind, name, definitions(kind, name))
    return module


@cache
def definitions(kind: str, name: str) -> dict[str, dict[str, Any]]:
    """The options of a plugin, with those of the fragments that it extends."""
    documented = yaml.safe_load(importlib.import_module(f"{_PACKAGE}.{kind}.{name}").DOCUMENTATION)
    found: dict[str, dict[str, Any]] = documented.get("options", {})
    for fragment in documented.get("extends_documentation_fragment", ()):
        for option, parts in _fragment(fragment).items():
            found[option] = {**parts, **found.get(option, {})}
    return found


def _fragment(name: str) -> dict[str, dict[str, Any]]:
    namespace, collection, file, *part = name.split(".")
    package = _BUILT_IN if (namespace, collection) == ("ansible", "builtin") else _PACKAGE
    holder = importlib.import_module(f"{package}.doc_fragments.{file}").ModuleDocFragment
    text = getattr(holder, part[0].upper() if part else "DOCUMENTATION")
    documented: dict[str, Any] = yaml.safe_load(text)
    return documented.get("options", {})


def connection(cloud: Running) -> dict[str, Any]:
    """The options that reach a cloud."""
    key = {"access_key_id": "testid", "access_key_secret": "testsecret"}
    return {**key, "endpoint": cloud.url, "validate_certs": True, "timeout": 5, "retry_timeout": 1}


def from_a_file(value: Any) -> Any:
    """Texts as Ansible reads them from a file: it would evaluate expressions in them."""
    if isinstance(value, dict):
        return {from_a_file(name): from_a_file(one) for name, one in value.items()}
    if isinstance(value, list):
        return [from_a_file(one) for one in value]
    return _trusted(value) if _trusted and isinstance(value, str) else value


def look_up(name: str, terms: list[Any], options: Options, variables: Options | None = None) -> list[Any]:
    """What a lookup returns. Raises AnsibleError."""
    loader = DataLoader()
    templar = Templar(loader, variables=dict(variables or {}))
    plugin = _loaded("lookup", name).LookupModule(loader=loader, templar=templar)
    plugin._load_name = name
    found: list[Any] = plugin.run(terms, dict(variables or {}), **options)
    return found


def inventory(content: Options, variables: Options | None = None) -> InventoryData:
    """The hosts of a source with that content; `variables`: the extra variables. Raises AnsibleError."""
    module = _loaded("inventory", "vpn_gateways")
    plugin, found = module.InventoryModule(), InventoryData()
    plugin._load_name = "vpn_gateways"
    plugin._redirected_names = [plugin.NAME]
    loader = DataLoader()
    source = from_a_file({"plugin": plugin.NAME, **content})
    with (
        mock.patch("ansible.plugins.inventory.load_extra_vars", return_value=dict(variables or {})),
        mock.patch.object(loader, "load_from_file", return_value=source),
    ):
        plugin.parse(found, loader, "x.alicloud_vpn.yml")
    return found
