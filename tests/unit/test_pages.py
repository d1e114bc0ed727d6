# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every YAML block of the READMEs and guides, and every example: options that exist, and that today's service takes.

Blocks are compared with the argument specifications here. Other tests run them: tests/integration/test_guides.py,
tests/meta/test_readme.py and tests/component.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from tests.support import tree
from tests.support.documentation import constant
from tools import facts

_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PAGES = ("README*.md", "docs/*.md", "docs/guides/*.md", "docs/site/*.md", "roles/*/README.md")
_PLUGINS = ("modules", "lookup", "inventory", "filter")
_PREFIX = "alicloud.vpn."
_STRONG = {
    "ike_config": {"ike_version": "ikev2", "ike_enc_alg": "aes256", "ike_auth_alg": "sha256", "ike_pfs": "group14"},
    "ipsec_config": {"ipsec_enc_alg": "aes256", "ipsec_auth_alg": "sha256", "ipsec_pfs": "group14"},
}


def _texts() -> Iterator[tuple[str, str]]:
    """Where each block stands, and its text."""
    for pattern in _PAGES:
        for path in sorted(tree.ROOT.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            for match in _BLOCK.finditer(text):
                yield f"{path.relative_to(tree.ROOT)}:{text[: match.start()].count(chr(10)) + 1}", match[1]
    for path in sorted((tree.ROOT / "playbooks" / "vars").glob("example_*.yml")):
        yield path.name, path.read_text(encoding="utf-8")
    for folder in _PLUGINS:
        for path in sorted((tree.ROOT / "plugins" / folder).glob("[!_]*.py")):
            yield path.stem, constant(path, "EXAMPLES")


def _role_specs() -> dict[str, dict[str, Any]]:
    """The variables of all roles."""
    found = {}
    for path in sorted(tree.ROOT.glob("roles/*/meta/argument_specs.yml")):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]["main"]["options"])
    return found


ROLES = tuple(path.name for path in sorted((tree.ROOT / "roles").iterdir()))
VARIABLES = _role_specs()
PARTS = set(VARIABLES["site_to_site_site"]["options"])
BLOCKS = dict(_texts())


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _mappings(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _mappings(one)


def _parsed(place: str) -> list[dict[str, Any]]:
    """All mappings of a block. Parts of a site by themselves count as a site."""
    documents = list(yaml.safe_load_all(BLOCKS[place]))
    if isinstance(documents[0], dict) and documents[0].keys() <= PARTS:
        documents = [{"site_to_site_site": documents[0]}]
    return list(_mappings(documents))


def _problems(name: str, spec: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    known = {option: _evaluated(value, spec.get(option, {}).get("type")) for option, value in given.items()}
    return [f"{name}: {text}" for text in ArgumentSpecValidator(spec).validate(known).error_messages]


def _evaluated(value: Any, kind: str | None) -> Any:
    """What a template leads to is not known, only its type."""
    template = isinstance(value, str) and value.startswith("{{")
    return {"list": [], "dict": {}}.get(kind or "", value) if template else value


def _wrong(mapping: Mapping[str, Any]) -> Iterator[str]:
    """What no module and no role would take."""
    for name, value in mapping.items():
        module = name.removeprefix(_PREFIX)
        if name.startswith(_PREFIX) and module in facts.modules():
            yield from _problems(name, facts.modules()[module].spec(), value or {})
        elif name.startswith(tuple(f"{role}_" for role in ROLES)):
            if name in VARIABLES:
                yield from _problems(name, {name: VARIABLES[name]}, {name: value})
            else:
                yield f"{name}: no role has this variable"


def _refused(mapping: Mapping[str, Any]) -> Iterator[str]:
    """What a region with dual-tunnel gateways would refuse."""
    new = {"vpc_id", "bandwidth"} <= mapping.keys()
    if new and not {"vswitch_id", "disaster_recovery_vswitch_id"} <= mapping.keys():
        yield f"{mapping.get('name')}: a gateway needs two vSwitches"


def _weak(mapping: Mapping[str, Any]) -> Iterator[str]:
    """A connection whose algorithms are the service's defaults."""
    whole = {"local_subnet", "remote_subnet"} <= mapping.keys()
    for option, strong in _STRONG.items():
        chosen = mapping.get(option) or {}
        if (whole or "ike_version" in chosen) and not strong.items() <= chosen.items():
            yield f"{mapping.get('name')}: {option} is not {strong}"


def test_there_are_blocks_of_every_page() -> None:
    pages = {place.partition(":")[0] for place in BLOCKS}
    assert {f"docs/guides/{path.name}" for path in _with_yaml()} <= pages
    assert len(BLOCKS) > len(facts.modules()) + 30


def _with_yaml() -> list[Path]:
    guides = (tree.ROOT / "docs" / "guides").glob("*.md")
    return [path for path in guides if "```yaml" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("place", BLOCKS)
def test_todays_service_takes_a_block(place: str) -> None:
    mappings = _parsed(place)
    assert [text for mapping in mappings for text in (*_wrong(mapping), *_refused(mapping), *_weak(mapping))] == []


def test_what_it_does_not_take_is_found() -> None:
    weak = {"name": "c", "local_subnet": ["10.0.0.0/8"], "remote_subnet": ["10.1.0.0/16"], "ike_config": {"psk": "x"}}
    assert len(list(_weak(weak))) == 2
    assert list(_refused({"vpc_id": "vpc-1", "bandwidth": 10, "vswitch_id": "vsw-1"})) != []
    assert list(_wrong({"alicloud.vpn.vpn_gateway": {"bandwith": 10}})) != []
    assert list(_wrong({"site_to_site_sites": {}})) != []
