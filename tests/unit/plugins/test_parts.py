# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of the plugins that can be tested without running Ansible."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleLookupError

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed, phase
from ansible_collections.alicloud.vpn.plugins.module_utils._module import connection_spec
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import MissingLibrary, SettingsError
from ansible_collections.alicloud.vpn.plugins.plugin_utils import _unsafe
from ansible_collections.alicloud.vpn.plugins.plugin_utils._failures import failures
from ansible_collections.alicloud.vpn.plugins.plugin_utils._hostnames import hostnames
from ansible_collections.alicloud.vpn.plugins.plugin_utils._options import CONNECTION
from tests.support import tree

PLUGINS = tree.ROOT / "plugins"


def _documented(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8").split('r"""')[1].split('"""')[0])["options"]


class TestOptions:
    def test_connection_options_are_those_of_the_modules(self) -> None:
        assert set(CONNECTION) == set(connection_spec())

    def test_each_can_be_a_variable(self) -> None:
        fragment = (PLUGINS / "doc_fragments" / "connection.py").read_text(encoding="utf-8").split('PLUGINS = r"""')[1]
        options = yaml.safe_load(fragment.split('"""')[0])["options"]
        assert options == {name: {"vars": [{"name": f"alicloud_vpn_{name}"}]} for name in CONNECTION}

    @pytest.mark.parametrize("resource", [VPN_GATEWAY, CUSTOMER_GATEWAY, VPN_CONNECTION], ids=lambda one: one.name)
    def test_filters_are_those_of_the_info_module(self, resource: Any) -> None:
        filters = {field.name for field in resource.filters}
        ours = _documented(PLUGINS / "lookup" / f"{resource.plural}.py")
        theirs = _documented(PLUGINS / "modules" / f"{resource.name}_info.py")
        assert {name: ours[name] for name in ours if name != "_terms"} == {name: theirs[name] for name in filters}

    def test_filters_of_the_inventory_are_those_of_the_info_module(self) -> None:
        ours = _documented(PLUGINS / "inventory" / "vpn_gateways.py")["filters"]["suboptions"]
        theirs = _documented(PLUGINS / "modules" / "vpn_gateway_info.py")
        assert ours == {field.name: theirs[field.name] for field in VPN_GATEWAY.filters}


class TestHostnames:
    @staticmethod
    def named(preferences: list[str], *gateways: tuple[str, str, dict[str, str]]) -> list[str]:
        return hostnames([{"vpn_gateway_id": i, "name": name, "tags": tags} for i, name, tags in gateways], preferences)

    def test_the_first_preference_with_a_value_is_used(self) -> None:
        gateways = ("a", "x", {"host": "gate"}), ("b", "y", {"host": ""}), ("c", "", {})
        assert self.named(["tag:host", "name"], *gateways) == ["gate", "y", "c"]

    def test_a_name_that_several_gateways_share_is_not_used(self) -> None:
        gateways = ("a", "x", {}), ("b", "y", {"host": "x"}), ("c", "z", {})
        assert self.named(["tag:host", "name"], *gateways) == ["a", "b", "z"]

    def test_a_name_that_is_the_id_of_another_gateway_is_not_used(self) -> None:
        gateways = ("a", "x", {}), ("b", "a", {}), ("c", "x", {})
        assert self.named(["name"], *gateways) == ["a", "b", "c"]
        assert len(set(self.named(["name"], ("a", "b", {}), ("b", "a", {})))) == 2

    def test_without_preferences_the_name_is_used(self) -> None:
        assert self.named([], ("a", "x", {})) == ["a"]


class TestUnsafe:
    VALUE: typing.ClassVar = {"a": ["{{ x }}", "plain 10.0.0.1", 5, None], "b": {"c": "lookup('pipe', 'id')", "d": ""}}

    def test_up_to_2_18_all_but_harmless_texts_are_marked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_unsafe, "_trusted", None)
        monkeypatch.setattr(_unsafe, "wrap_var", lambda text: f"<{text}>")
        marked = {"a": ["<{{ x }}>", "plain 10.0.0.1", 5, None], "b": {"c": "<lookup('pipe', 'id')>", "d": ""}}
        assert _unsafe.unsafe(self.VALUE) == marked

    def test_later_only_harmless_texts_are_trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_unsafe, "_trusted", lambda text: f"<{text}>")
        trusted = {"a": ["{{ x }}", "<plain 10.0.0.1>", 5, None], "b": {"c": "lookup('pipe', 'id')", "d": "<>"}}
        assert _unsafe.unsafe(self.VALUE) == trusted

    def test_a_text_with_marks_of_its_own_is_not_taken_for_a_plain_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Marked(str):
            """As ansible-core marks where a text comes from."""

        monkeypatch.setattr(_unsafe, "_trusted", lambda text: text)
        assert [type(_unsafe.unsafe(text)) for text in ("active", Marked("active"), "active")] == [str, Marked, str]


class TestFailures:
    @pytest.mark.parametrize(
        ("error", "text"),
        [
            (SettingsError("no region: give one"), "^no region: give one$"),
            (MissingLibrary("requests", "trace"), "requests"),
            (Failed("Could not list", ValueError(), []), "^Could not list$"),
        ],
    )
    def test_errors_become_errors_of_ansible(self, error: Exception, text: str) -> None:
        with pytest.raises(AnsibleLookupError, match=text) as caught, failures(AnsibleLookupError):
            raise error
        assert caught.value.__suppress_context__

    def test_an_unexpected_error_becomes_an_error_of_ansible(self) -> None:
        expected = pytest.raises(AnsibleLookupError, match="Could not list x: unexpected KeyError")
        with expected, failures(AnsibleLookupError), phase("list", "x", []):
            raise KeyError("y")
