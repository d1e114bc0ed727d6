# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine needs no change for a new kind: a list of objects, identified by a key, with references and secrets
inside, works in every phase, and so does a reference within an object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.apply import Application
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Unresolved
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Field, Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.find import require, resolve
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Kind, Text
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Json
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.plan import plan_present
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Pending, Ref
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.remote import Remote
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import (
    Actions,
    Identity,
    Resource,
    Update,
    Wrapped,
)
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.views import predicted
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY
from tests.support.fakes import NOW, Wire, client, error

PEER = Parameter("peer", "PeerId", Ref(CUSTOMER_GATEWAY))
KEY = Parameter("key", "Key", Text(1, 8), secret=True)
LINE = Json((Parameter("role", "Role"), PEER, KEY))


@dataclass(frozen=True)
class Lines(Kind):
    """Objects identified by `role`."""

    one: Json = LINE

    @property
    def members(self) -> tuple[Parameter, ...]:
        return self.one.members

    def spec(self) -> dict[str, Any]:
        return {"type": "list", "elements": "dict", "options": self.one.spec()["options"]}

    def problems(self, path: str, value: list[Any], secret: bool = False) -> list[str]:
        return [text for n, line in enumerate(value, 1) for text in self.one.problems(f"{path}[{n}]", line)]

    def canon(self, value: list[Any]) -> Any:
        return {line["role"]: self.one.canon(line) for line in value}

    def same(self, wanted: list[Any], actual: list[Any] | None) -> bool:
        have = {line["role"]: line for line in actual or ()}
        return all(self.one.same(line, have.get(line["role"])) for line in wanted)

    def merge(self, wanted: list[Any], actual: list[Any] | None) -> list[Any]:
        have = {line["role"]: line for line in actual or ()}
        return [self.one.merge(line, have.get(line["role"])) for line in wanted]

    def send(self, value: list[Any]) -> Any:
        return [{part.wire: line[part.name] for part in self.members if line.get(part.name)} for line in value]

    def receive(self, raw: Any) -> Any:
        return [self.one.receive(line) for line in raw]

    def masked(self, value: list[Any], changed: bool = False, present: Any = None) -> Any:
        have = {line["role"]: line for line in present or ()}
        return [self.one.masked(line, changed, have.get(line["role"])) for line in value]

    def secrets(self, value: list[Any]) -> Iterator[str]:
        for line in value:
            yield from self.one.secrets(line)

    def resolve(self, path: str, value: list[Any], look: Any) -> Any:
        return [self.one.resolve(f"{path}[{line['role']}]", line, look) for line in value]

    def pending(self, path: str, value: list[Any]) -> Iterator[tuple[str, Any, Any]]:
        for line in value:
            yield from self.one.pending(f"{path}[{line['role']}]", line)


THING = Resource(
    name="thing",
    title="thing",
    actions=Actions(create="CreateThing", delete="DeleteThing", list="ListThings", get="GetThing"),
    items=Wrapped("Things", "Thing"),
    identity=Identity(id="ThingId", prefix="thing-", name="name"),
    fields=(Field("name", "Name"), Field("lines", "Lines", Lines()), Field("backup", "Backup", Json((PEER,)))),
    returns=("ThingId", "Name", "Lines", "Backup"),
    updates=(Update("ModifyThing", ("name", "lines", "backup")),),
    secrets=("Key",),
)
ID = "cgw-bp1mvj4g9kogwwcxk0001"
SHOWN = {
    "ThingId": "thing-1",
    "Name": "t",
    "Lines": [{"Role": "master", "PeerId": ID, "Key": "old-key"}, {"Role": "slave", "PeerId": ID, "Key": "other"}],
    "Backup": {"PeerId": ID},
}


@pytest.fixture
def account() -> Account:
    account = Account()
    account.customer("office")
    return account


def _wanted(**line: Any) -> dict[str, Any]:
    return {"name": "t", "lines": [{"role": "master", **line}]}


def test_a_name_in_a_list_or_in_an_object_is_resolved_to_an_id(account: Account) -> None:
    (office,) = (record["CustomerGatewayId"] for record in account.records("customer_gateways"))
    wanted = {**_wanted(peer="office"), "backup": {"peer": "office"}}
    resolved = resolve(Remote(THING, account.client()), THING.fields, wanted)
    assert resolved == {**_wanted(peer=office), "backup": {"peer": office}}
    assert wanted["backup"] == {"peer": "office"}


@pytest.mark.parametrize(
    ("options", "path"),
    [(_wanted(peer="nowhere"), "lines[master].peer"), ({"backup": {"peer": "nowhere"}}, "backup.peer")],
)
def test_an_unresolved_name_is_reported_with_its_path(account: Account, options: Mapping[str, Any], path: str) -> None:
    remote = Remote(THING, account.client())
    resolved = resolve(remote, THING.fields, options)
    with pytest.raises(Unresolved) as caught:
        require(remote, THING.fields, resolved)
    assert str(caught.value).startswith(f"{path}: no customer gateway is named 'nowhere'")


def test_a_pending_reference_is_not_sent() -> None:
    plan = plan_present(THING, _wanted(peer=Pending("later")), None, now=NOW)
    assert plan.steps[0].parameters == {"Name": "t"}
    assert plan.after["lines"] == [{"role": "master", "peer": "later"}]


def test_a_wrong_value_is_reported_with_its_path() -> None:
    (text,) = THING.all_problems(_wanted(key="much-too-long"))
    assert text.startswith("lines[1].key: the value is not allowed")


def test_equal_values_change_nothing() -> None:
    assert plan_present(THING, _wanted(peer=ID, key="old-key"), SHOWN, now=NOW).steps == ()


def test_one_entry_is_changed_alone_and_its_secret_is_marked() -> None:
    plan = plan_present(THING, _wanted(key="new-key"), SHOWN, now=NOW)
    (step,) = plan.steps
    assert step.parameters["Lines"] == [{"Role": "master", "PeerId": ID, "Key": "new-key"}]
    assert plan.before["lines"][0] == {"role": "master", "peer": ID, "key": "********"}
    assert plan.after["lines"] == [{"role": "master", "peer": ID, "key": "******** (changed)"}]
    assert "key" not in str(step.reason).replace("'key': '********'", "")


def test_secrets_are_masked_in_the_message_of_the_service() -> None:
    wire = Wire(error("InvalidLine", message="lines old-key and new-key and other are wrong"))
    plan = plan_present(THING, _wanted(key="new-key"), SHOWN, now=NOW)
    with pytest.raises(ApiError) as caught:
        Application(Remote(THING, client(wire)), plan, _wanted(key="new-key"), dict(SHOWN)).run(wait=False)
    assert "lines ******** and ******** and ******** are wrong" in str(caught.value)


def test_check_mode_predicts_the_result() -> None:
    shown = predicted(THING, SHOWN, {"lines": SHOWN["Lines"], "name": "u"})
    assert (shown["name"], shown["lines"][0]["key"]) == ("u", "********")
