# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks business parameters against the contract: unknown, missing and wrong ones are refused.

NAME in the codes MissingNAME and InvalidNAME is the name on the wire, such as ``Tag.1.Key`` or ``IkeConfig.IkeMode``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from .contract import Action, Contract, Parameter
from .errors import ErrorCatalogue, ServiceError
from .registry import reading

_INTEGER = re.compile(r"-?[0-9]{1,19}\Z")
_DOTTED_ASN = re.compile(r"([0-9]{1,5})\.([0-9]{1,5})\Z")
# The contract says that case does not matter in these.
_FOLDED = frozenset({"ResourceType"})
# What the 2022 API reference writes, in its tables and samples, for names and values of today's SDK.
_REFERENCE_NAMES = {"LocalIdIPsec": "LocalId"}
_REFERENCE_VALUES = {
    "RouteEntryType": {"Custom": "custom", "System": "bgp"},
    "RouteType": {"DBR": "dbr", "PBR": "pbr"},
}
# The names that have 128 characters in the 2022 API reference, and 100 in today's SDK.
_LONGER_IN_THE_REFERENCE = {
    ("CreateCustomerGateway", "Name"),
    ("ModifyCustomerGatewayAttribute", "Name"),
    ("CreateSslVpnServer", "Name"),
    ("ModifySslVpnServer", "Name"),
    ("CreateSslVpnClientCert", "Name"),
    ("ModifySslVpnClientCert", "Name"),
    ("CreateIpsecServer", "IpSecServerName"),
    ("UpdateIpsecServer", "IpsecServerName"),
}
reading(
    "longest-name",
    "128",
    "100",
    about="How many characters the names of customer gateways, servers and client certificates can have.",
)

Tree = dict[str, Any]  # name -> text, or the tree of what follows the dot


class Validator:
    """Turns the flat text parameters of a request into typed values."""

    def __init__(self, contract: Contract, errors: ErrorCatalogue) -> None:
        self._ignored = contract.public_parameters | contract.account_parameters
        self._errors = errors

    def read(self, action: Action, parameters: Mapping[str, str], longest_name: int) -> dict[str, Any]:
        """The business parameters that the request has; defaults are not filled in."""
        flat = {name: value for name, value in parameters.items() if name not in self._ignored}
        if action.kind == "read":
            # Clients send filters that they do not use as empty values (Terraform: VpcId).
            flat = {name: value for name, value in flat.items() if value != ""}
        return _Reader(action, flat, self._errors, longest_name).read()


def dotted_asn(text: str) -> int | None:
    """An autonomous system number in two 16-bit halves, a.b = a * 65536 + b; the caller checks its range."""
    match = _DOTTED_ASN.match(text)
    return int(match[1]) * 65536 + int(match[2]) if match and int(match[2]) < 65536 else None


class _Reader:
    def __init__(self, action: Action, flat: Mapping[str, str], errors: ErrorCatalogue, longest_name: int) -> None:
        self._action = action
        self._flat = flat
        self._errors = errors
        self._longest_name = longest_name

    def read(self) -> dict[str, Any]:
        return self._members(self._action.parameters, self._tree(), "")

    def _tree(self) -> Tree:
        root: Tree = {}
        for name, value in self._flat.items():
            node = root
            *path, last = name.split(".")
            for part in path:
                node = node.setdefault(part, {})
                if not isinstance(node, dict):
                    raise self._errors.invalid(name)
            if last in node:
                raise self._errors.invalid(name)
            node[last] = value
        return root

    def _members(self, known: Mapping[str, Parameter], node: Tree, path: str) -> dict[str, Any]:
        for name in node:
            if name not in known:
                raise self._errors.invalid(path + name)
        values = {}
        for name, parameter in known.items():
            if name in node and not (node[name] == "" and self._needed(parameter)):
                values[name] = self._value(parameter, node[name], path + name)
            elif self._needed(parameter):
                raise self._errors.missing(path + name)
        return values

    def _needed(self, parameter: Parameter) -> bool:
        if parameter.required:
            return True
        return any(self._holds(name, value) for name, value in (parameter.required_if or {}).items())

    def _holds(self, name: str, value: Any) -> bool:
        """required_if: the parameter has that value, or is absent if the contract says null."""
        if value is None:
            return not any(key == name or key.startswith(f"{name}.") for key in self._flat)
        given = self._flat.get(name, "")
        return given.lower() == str(value).lower() if isinstance(value, bool) else given == value

    def _value(self, parameter: Parameter, node: Any, path: str) -> Any:
        if parameter.type == "list":
            return self._list(parameter, node, path)
        if parameter.type == "object":
            if not isinstance(node, dict):
                raise self._errors.invalid(path)
            return self._members(parameter.members, node, f"{path}.")
        if not isinstance(node, str):
            raise self._errors.invalid(path)
        if parameter.type == "json":
            return self._json(parameter, node, path)
        return self._scalar(parameter, parameter.type, node, path)

    def _list(self, parameter: Parameter, node: Any, path: str) -> list[Any]:
        if not isinstance(node, dict):
            raise self._errors.invalid(path)
        numbers = [str(number) for number in range(1, len(node) + 1)]
        if set(node) != set(numbers):  # numbers from 1 without gaps
            raise self._errors.invalid(path)
        if len(node) > (parameter.max_items or len(node)) or len(node) < (parameter.min_items or 0):
            raise self._errors.invalid(path)
        values = []
        for number in numbers:
            place = f"{path}.{number}"
            if parameter.members:
                if not isinstance(node[number], dict):
                    raise self._errors.invalid(place)
                values.append(self._members(parameter.members, node[number], f"{place}."))
            else:
                if not isinstance(node[number], str):
                    raise self._errors.invalid(place)
                values.append(self._scalar(parameter, parameter.items or "string", node[number], place))
        return values

    def _json(self, parameter: Parameter, text: str, path: str) -> dict[str, Any]:
        try:
            given = json.loads(text)
            # JSON can write half of a surrogate pair, but no answer can show it: this raises a ValueError, too.
            json.dumps(given, ensure_ascii=False).encode()
        except ValueError:
            raise self._errors.invalid(path) from None
        if not isinstance(given, dict):
            raise self._errors.invalid(path)
        # Members that the contract writes in lower case also come capitalized (Terraform sends Enable, Dip, ...).
        spellings = {name: name for name in parameter.members}
        spellings.update({name.capitalize(): name for name in parameter.members if name.islower()})
        spellings.update({other: name for other, name in _REFERENCE_NAMES.items() if name in parameter.members})
        values: dict[str, Any] = {}
        for key, value in given.items():
            if key not in spellings or isinstance(value, (dict, list)):
                raise self._errors.invalid(f"{path}.{key}")
            if value is None:
                continue
            # Booleans and numbers may also be sent as text.
            text = json.dumps(value) if isinstance(value, (bool, int, float)) else value
            member = parameter.members[spellings[key]]
            values[member.name] = self._scalar(member, member.type, text, f"{path}.{key}")
        return values

    def _scalar(self, parameter: Parameter, kind: str, text: str, path: str) -> Any:
        text = _REFERENCE_VALUES.get(parameter.name, {}).get(text, text)
        if kind == "boolean":
            value: Any = self._boolean(text, path)
        elif kind in ("integer", "long"):
            value = self._integer(parameter, text, path)
        else:
            value = self._string(parameter, text, path)
        if parameter.values and not _among(parameter, value):
            raise self._bad(path, text)
        return value

    def _boolean(self, text: str, path: str) -> bool:
        # The official Python SDK sends True and False, so case does not matter.
        if text.lower() not in ("true", "false"):
            raise self._bad(path, text)
        return text.lower() == "true"

    def _integer(self, parameter: Parameter, text: str, path: str) -> int:
        value = dotted_asn(text) if parameter.name.endswith("Asn") else None
        if value is None:
            if not _INTEGER.match(text):
                raise self._bad(path, text)
            value = int(text)
        too_small = parameter.min is not None and value < parameter.min
        if too_small or (parameter.max is not None and value > parameter.max):
            raise self._bad(path, text)
        return value

    def _string(self, parameter: Parameter, text: str, path: str) -> str:
        too_short = parameter.min_length is not None and len(text) < parameter.min_length
        longest = self._longest_name if (self._action.name, path) in _LONGER_IN_THE_REFERENCE else parameter.max_length
        too_long = longest is not None and len(text) > longest
        mismatch = parameter.pattern is not None and not parameter.pattern.search(text)
        if too_short or too_long or mismatch or (parameter.name == "ClientToken" and not text.isascii()):
            raise self._bad(path, text)
        return text

    def _bad(self, path: str, value: str) -> ServiceError:
        return self._errors.invalid(path, value, self._action)


def _among(parameter: Parameter, value: Any) -> bool:
    if parameter.name in _FOLDED:
        return value.upper() in {allowed.upper() for allowed in parameter.values}
    return value in parameter.values
