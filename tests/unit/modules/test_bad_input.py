# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of every module gets what was not meant for it.

The task is refused before any call, by the name of the option; or what it names does not exist; or the value is valid,
and a second run changes nothing. It never ends with a traceback, and never half done. `make inputs` tries more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator import contract
from tests.support import bad_input
from tests.support.bad_input import Option
from tests.support.base_tasks import World, shown, world
from tools import facts, sending

ACTIONS = contract.load().actions
MODULES = facts.modules()
CONNECTION = facts.connection_spec()
# What these say is not the fault of one option: the region, the host or the key does not exist.
ELSEWHERE = (
    *("region", "endpoint", "access_key_id", "access_key_secret", "security_token", "sts_region", "sts_endpoint"),
    *("ecs_role_name", "credentials_uri"),
)
# What the service answers to a good value, because of what exists besides.
BESIDES = re.compile("QuotaFull|AlreadyExist|Exist$|Overlap|Conflict|MissingAsn")
# What the service answers to an ID that does not exist; each names the option.
UNKNOWN = ("InvalidResourceGroupId", "InvalidCertificateType", "InvalidDiagnoseId", "InvalidVpcId", "InvalidVSwitchId")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(str(tmp_path_factory.getbasetemp())) as built:
        yield built


def _limits(module: str) -> dict[str, list[contract.Parameter]]:
    """What the contract says about each option."""
    found: dict[str, list[contract.Parameter]] = {}
    resource = MODULES[module].resource
    for sent in sending.sent(resource) if resource else ():
        spec = ACTIONS[sent.action].parameters.get(sent.wire)
        if spec and sent.option:
            _add(found, sent.option, sent.kind, spec)
    return found


def _add(found: dict[str, list[contract.Parameter]], path: str, kind: Any, spec: contract.Parameter) -> None:
    found.setdefault(path, []).append(spec)
    for member in kind.members:
        if member.wire in spec.members:
            _add(found, f"{path}.{member.name}", member.kind, spec.members[member.wire])


def _options(module: str) -> list[Option]:
    spec = MODULES[module].spec()
    # All modules have the options of the connection. What is special about these is tried with one that only reads.
    wanted = spec if module == "vpn_gateway_info" else {name: spec[name] for name in spec.keys() - CONNECTION.keys()}
    return sorted(bad_input.options(wanted))


@pytest.mark.parametrize("module", MODULES)
def test_a_wrong_value(everything: World, tmp_path_factory: pytest.TempPathFactory, module: str) -> None:
    limits = _limits(module)
    folder = tmp_path_factory.mktemp("files")

    @bad_input.examples(25)
    @given(st.data())
    def attempt(data: st.DataObject) -> None:
        option = data.draw(st.sampled_from(_options(module)))
        value = data.draw(bad_input.values(option, limits.get(option.path, [])))
        tasks = everything.tasks[module]
        task = next((one for one in tasks if bad_input.has(one, option.path)), tasks[0])
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)  # a wrong path may be a good name of a file
            options = bad_input.given(MODULES[module].spec(), task, option.path, value)
            _attempt(everything, module, option, options, _is_nothing(value))

    attempt()


def _is_nothing(value: Any) -> bool:
    """Whether this means that the option is not given."""
    return value is None or (isinstance(value, dict) and all(one is None for one in value.values()))


def _attempt(everything: World, module: str, option: Option, options: dict[str, Any], nothing: bool) -> None:
    everything.restore()
    ran = everything.run(module, options)
    told = shown(ran)
    assert "Traceback" not in ran.output
    assert "unexpected" not in told, told
    if not ran.failed:
        if "state" in MODULES[module].spec() and everything.made:
            again = everything.run(module, options)
            assert not again.failed, again["msg"]
            assert not again["changed"], (again["actions"], again.result.get("diff"))
        return
    if option.path in ELSEWHERE:
        assert everything.made == [], told
        return
    refusals = [entry["code"] for entry in everything.emulator.log if entry["code"]]
    if nothing and any("Missing" in code for code in refusals):
        # Not given. That another option needs it is for the service to say, in its own words.
        assert option.names[0].replace("_", "") in ran["msg"].lower().replace("_", ""), told
        return
    besides = any(BESIDES.search(code) for code in refusals)
    assert besides or all(code.endswith("NotFound") or code in UNKNOWN for code in refusals), told
    if everything.made:
        # Only the service knows that a resource group does not exist.
        assert (refusals, ran["actions"]) == (["InvalidResourceGroupId"], everything.made), told
    elif not besides:
        # The dictionary that the option is in may lack a required one.
        names = (*option.path.split("."), *option.names, *UNKNOWN)
        assert any(name in ran["msg"] for name in names) or "********" in ran["msg"], told
