# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of every lookup, of the inventory and of the filter gets what was not meant for it.

The plugin raises an error of Ansible that names the option, before any call; or what the value names does not
exist, and the service says so; or the value is valid. `make inputs` tries more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from ansible.errors import AnsibleError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.alicloud.vpn.plugins.filter import peer_config as peer
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import VENDORS
from tests.emulator.running import Running
from tests.support import bad_input, plugins
from tests.support.bad_input import Option
from tests.support.hostile import Change, changed, paths
from tests.support.peer.cases import CASES, NOT_WRITTEN, case, needed
from tests.support.runs import REGION

TERMS = {"vpn_gateways": "hq", "customer_gateways": "office", "vpn_connections": "hq-office"}
LOOKUPS = {**TERMS, "vpn_connection_config": "hq-office"}
# What the service or a helper says to these is not known before a call: the region, the host or the key does not exist.
ELSEWHERE = (
    *("region", "regions", "endpoint", "access_key_id", "access_key_secret", "security_token", "sts_region"),
    *("sts_endpoint", "ecs_role_name", "credentials_uri"),
)


def _options(kind: str, name: str) -> list[Option]:
    found = plugins.definitions(kind, name)
    return sorted(bad_input.options({one: _spec(parts) for one, parts in found.items() if not one.startswith("_")}))


def _spec(documented: Mapping[str, Any]) -> dict[str, Any]:
    """An option of the documentation in the form of an argument spec."""
    inner = {name: _spec(parts) for name, parts in (documented.get("suboptions") or {}).items()}
    return {"type": "str", **documented, "options": inner}


def _told(cloud: Running, run: Callable[[], object]) -> str:
    """The message of a plugin that fails, empty if it succeeds. Every other exception would be a traceback."""
    cloud.clear_log()
    try:
        run()
    except AnsibleError as error:
        return str(error)
    return ""


def _check(cloud: Running, option: Option, told: str) -> None:
    assert not re.search("unexpected [A-Z]", told), told
    calls = [entry["code"] for entry in cloud.log]
    if not told or option.path in ELSEWHERE or any(calls):
        return
    if not calls:
        names = (*option.path.split("."), *option.names, option.path.replace("_", " "))
        assert any(name in told for name in names), told
    else:
        # Every call succeeded: the message says what does not exist, or for which host an expression has no value.
        besides = ("has the ID or name", "is named", "query: ", " host ", "keyed group")
        assert any(text in told for text in besides), told


TERM = Option("_terms", ("terms", "vpn_connection"), {"type": "list"})


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_wrong_option_of_a_lookup(cloud: Running, name: str) -> None:
    every = [*_options("lookup", name), TERM]

    @bad_input.examples(30)
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        option = data.draw(st.sampled_from(every))
        value = data.draw(bad_input.values(option, []))
        terms: list[Any] = [LOOKUPS[name]]
        options = {**plugins.connection(cloud), "region": REGION}
        variables: dict[str, Any] = {}
        if option is TERM:
            terms = value if isinstance(value, list) else [value]
        elif option.spec.get("vars") and data.draw(st.booleans()):
            options.pop(option.path, None)
            variables[option.spec["vars"][0]["name"]] = value
        else:
            options[option.path] = plugins.from_a_file(value)
        _check(cloud, option, _told(cloud, lambda: plugins.look_up(name, terms, options, variables)))

    attempt()


def test_a_wrong_option_of_the_inventory(cloud: Running) -> None:
    # Which cache plugins exist is known to Ansible's loader only.
    every = [option for option in _options("inventory", "vpn_gateways") if option.path != "cache_plugin"]
    spec = {option.path: option.spec for option in every if "." not in option.path}

    @bad_input.examples(60)
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        option = data.draw(st.sampled_from(every))
        source = {**plugins.connection(cloud), "regions": [REGION], "strict": data.draw(st.booleans())}
        source["keyed_groups"] = [{"key": "status"}]
        if option.path == "region":
            del source["regions"]
        if option.path.startswith("cache"):
            source.update(cache=True, cache_plugin="memory")
        value = data.draw(bad_input.values(option, []))
        content = bad_input.given(spec, source, option.path, value)
        _check(cloud, option, _told(cloud, lambda: plugins.inventory(content)))

    attempt()


DEEP = '{"a":' * 5000


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"timeout": {}}, "timeout: a value of type dict is not allowed here; allowed: an integer"),
        ({"validate_certs": []}, "validate_certs: a value of type list is not allowed here; allowed: true or false"),
        ({"timeout": "1e999999999"}, "timeout: a value of type str is not allowed here; allowed: an integer"),
        ({"cache_timeout": "1e999"}, "cache_timeout: a value of type str is not allowed here; allowed: an integer"),
        ({"query": DEEP}, "and 24700 more characters is not a JMESPath expression: it is nested too deeply"),
        ({"query": "[?abs(status)]"}, "query: '[?abs(status)]' cannot be applied: "),
        ({"regions": [7]}, "regions[1]: a value of type int is not allowed; allowed: a text"),
        ({"regions": ["cn-hangzhou", {"a": 1}]}, "regions[2]: a value of type dict is not allowed; allowed: a text"),
        ({"hostnames": [None]}, "hostnames[1]: a value of type NoneType is not allowed; allowed: a text"),
        ({"keyed_groups": ["status"]}, "keyed_groups[1]: a value of type str is not allowed; allowed: a dictionary"),
        (
            {"keyed_groups": [{"key": "status", "parent_group": 7}]},
            "keyed_groups[1].parent_group: a value of type int is not allowed; allowed: a text",
        ),
        ({"groups": {1: "true"}}, "groups: the name 1 is of type int; allowed: a text"),
        ({"compose": {1: "true"}}, "compose: the name 1 is of type int; allowed: a text"),
        ({"filters": {"vpc_id": ["vpc-1"]}}, "filters.vpc_id: a value of type list is not allowed; allowed: a text"),
        ({"filters": {"tags": {"a": {}}}}, "filters.tags.a: a value of type dict is not allowed; allowed: a text"),
        ({"filters": {1: 2}}, "filters: 1. Supported parameters include: "),
        (
            {"hostvars_prefix": "字"},
            "hostvars_prefix: '字' is not allowed; allowed: letters, digits and underscores, not",
        ),
    ],
)
def test_what_the_inventory_says(cloud: Running, options: dict[str, Any], text: str) -> None:
    told = _told(cloud, lambda: plugins.inventory({**plugins.connection(cloud), "regions": [REGION], **options}))
    assert text in told
    assert cloud.log == [] or "cannot be applied" in text


def test_expressions_in_regions(cloud: Running) -> None:
    """The list of a variable, and one of its entries."""
    variables = {"mine": [REGION, "eu-central-1"]}
    for regions in ("{{ mine }}", ["{{ mine[0] }}", "{{ mine[1] }}"], ["{{ mine }}"]):
        content = {**plugins.connection(cloud), "regions": regions}
        assert set(plugins.inventory(content, variables).hosts) >= {"hq", "branch"}, regions


def test_the_options_of_a_lookup_are_not_evaluated_again(cloud: Running) -> None:
    """A value may come from anywhere. The variables of the options have not been evaluated yet."""
    options = {**plugins.connection(cloud), "region_id": plugins.from_a_file("{{ 7 * 7 }}")}
    assert "'{{ 7 * 7 }}'" in _told(cloud, lambda: plugins.look_up("vpn_gateways", [], options))
    del options["region_id"]
    variables = {"alicloud_vpn_region": plugins.from_a_file("{{ mine }}"), "mine": REGION}
    assert plugins.look_up("vpn_gateways", [], options, variables)


def test_what_a_lookup_says(cloud: Running) -> None:
    endless = "timeout: a value of type str is not allowed here; allowed: an integer"
    options = {**plugins.connection(cloud), "region": REGION}
    assert _told(cloud, lambda: plugins.look_up("vpn_gateways", [], {**options, "timeout": "1e999"})) == endless
    variables = {"alicloud_vpn_timeout": "1e999"}
    del options["timeout"]
    assert _told(cloud, lambda: plugins.look_up("vpn_gateways", [], options, variables)) == endless


FILTER = _options("filter", "peer_config")


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_wrong_option_of_the_filter(vendor: str) -> None:
    written = _written(vendor)

    @bad_input.examples(10)
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        option = data.draw(st.sampled_from(FILTER))
        wrong = {option.path: data.draw(bad_input.values(option, []))}
        text, told = _rendered(case(written[0]), **{"vendor": vendor, **needed(vendor), **wrong})
        assert not told or option.path in told
        assert bool(text) != bool(told)

    attempt()


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_wrong_value_in_the_input_of_the_filter(vendor: str) -> None:
    written = _written(vendor)

    @bad_input.examples(15)
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        # As it comes out of a task: no two members are one object.
        config = json.loads(json.dumps(case(data.draw(st.sampled_from(written)))))
        path = data.draw(st.sampled_from(sorted(paths(config), key=str)))
        wrong = changed(config, Change((), path, data.draw(bad_input.anything)))
        text, told = _rendered(wrong, vendor=vendor, **needed(vendor))
        names = [part for part in path if isinstance(part, str)]
        assert bool(text) != bool(told)
        assert not told or any(name in told for name in (*names, "remote_address")), told

    attempt()


def _written(vendor: str) -> list[str]:
    """The cases that a vendor's device can have."""
    return [name for name in sorted(CASES) if (name, vendor) not in NOT_WRITTEN]


def _rendered(config: Any, **options: Any) -> tuple[str, str]:
    """The text, or why it is refused."""
    try:
        return peer.peer_config(config, **options), ""
    except AnsibleError as error:
        return "", str(error)
