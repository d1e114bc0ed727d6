# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated files: Python as ruff would have it, the documentation of fragments, lookups and READMEs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tools import action_group, code, facts, fragments, inventory, lookups, modules, readme, texts, yaml_text
from tools.collection import ROOT

MODULES = facts.modules()


def test_a_module_has_one_call() -> None:
    text = code.text(MODULES["customer_gateway"])
    assert text.endswith('def main() -> None:\n    run(CUSTOMER_GATEWAY)\n\n\nif __name__ == "__main__":\n    main()\n')


@pytest.mark.parametrize(
    ("module", "call"),
    [
        ("customer_gateway_info", "run_info(CUSTOMER_GATEWAY)"),
        ("vpn_connection", "run(VPN_CONNECTION, WAIT_FOR_TUNNEL)"),
        ("vpn_gateway_routes", "run_task(VPN_GATEWAY_ROUTES)"),
        ("resource_tags_info", "run_task(RESOURCE_TAGS_INFO)"),
        ("ssl_vpn_server_log_info", "run_task(SSL_VPN_SERVER_LOG)"),
    ],
)
def test_each_kind_of_module_calls_what_it_needs(module: str, call: str) -> None:
    assert f"def main() -> None:\n    {call}\n" in code.text(MODULES[module])


def test_an_import_that_is_too_long_has_brackets() -> None:
    assert code.import_of(f"module_utils.{'a' * 100}", "NAME").endswith("import (\n    NAME,\n)\n")


@pytest.mark.parametrize("name", MODULES)
def test_no_line_of_a_module_is_too_long(name: str) -> None:
    text = (ROOT / "plugins" / "modules" / f"{name}.py").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# GNU")]
    assert max(map(len, lines)) <= 120


def test_a_module_is_documented_with_the_fragments_whose_options_it_has() -> None:
    used = {name: fragments.used(MODULES[name], MODULES[name].spec()) for name in MODULES}
    assert used["resource_tags_info"] == ["attributes.read_only", "connection"]
    assert used["vpn_route_entry"] == ["attributes", "connection", "state"]
    # Its tags are not purged by default.
    assert used["resource_tags"] == ["attributes", "connection"]


@pytest.mark.parametrize("resource", lookups.all_of_them(), ids=lambda resource: resource.name)
def test_a_lookup_has_the_filters_of_its_module(resource: Any) -> None:
    lookup, info = (_documentation(text) for text in (lookups.text(resource), _info(resource.name)))
    filters = {each.name for each in resource.filters}
    assert {name: lookup["options"][name] for name in filters} == {name: info["options"][name] for name in filters}


def test_the_inventory_has_the_filters_of_the_module() -> None:
    filters = _documentation(inventory.text())["options"]["filters"]["suboptions"]
    options = _documentation(_info("vpn_gateway"))["options"]
    assert filters == {name: options[name] for name in filters}


def _info(name: str) -> str:
    return modules.text(MODULES[f"{name}_info"])


def _documentation(text: str) -> dict[str, Any]:
    documentation: dict[str, Any] = yaml_text.load(text.partition('DOCUMENTATION = r"""\n')[2].partition('"""')[0])
    return documentation


def test_every_module_is_in_the_action_group() -> None:
    assert yaml_text.load(action_group.text())["action_groups"]["all"] == list(MODULES)


@pytest.mark.parametrize("path", readme.LANGUAGES)
def test_a_readme_has_each_module_once_and_a_table_of_each_kind(path: str) -> None:
    text = readme.text(path)
    for name, module in MODULES.items():
        assert sum(line.startswith(f"| `{name}` |") for line in text.splitlines()) == (module.part == facts.MANAGE)


def test_a_readme_without_a_place_for_a_part_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text(whole.replace("<!-- generated: roles -->", ""), encoding="utf-8")
    monkeypatch.setattr(readme, "ROOT", tmp_path)
    with pytest.raises(texts.TextProblem, match="no place for the part <!-- generated: roles -->"):
        readme.text("README.md")
