# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of objects told apart by a key, with references and secrets inside, goes through every verb; so does a
reference within an object. What is special about a kind is a method of it, so no verb knows these kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.apply import Application
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Unresolved
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Field, Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.find import Found, require, resolve
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Choice, Text
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Json, Object, Objects
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.parts import Actions, Identity, Update, Wrapped
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.plan import plan_present
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Pending, Ref
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.remote import Remote
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.views import predicted
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY
from tests.support.fakes import NOW, Wire, client, error

PEER = Parameter("peer", "PeerId", Ref(CUSTOMER_GATEWAY))
KEY = Parameter("key", "Key", Text(1, 8), secret=True)
ROLE = Parameter("role", "Role", Choice(("master", "slave")), required=True)
LINES = Objects(Object((ROLE, PEER, KEY)), key="role", wrapper="Line")

THING = Resource(
    name="thing",
    title="thing",
    actions=Actions(create="CreateThing", delete="DeleteThing", list="ListThings", get="GetThing"),
    items=Wrapped("Things", "Thing"),
    identity=Identity(id="ThingId", prefix="thing-", name="name"),
    fields=(Field("name", "Name"), Field("lines", "Lines", LINES), Field("backup", "Backup", Json((PEER,)))),
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
    [(_wanted(peer="nowhere"), "lines[1].peer"), ({"backup": {"peer": "nowhere"}}, "backup.peer")],
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
    assert step.parameters["Lines"] == [{"Role": "master", "Key": "new-key"}]
    assert plan.before["lines"][0] == {"role": "master", "peer": ID, "key": "********"}
    assert plan.after["lines"] == [
        {"role": "master", "peer": ID, "key": "******** (changed)"},
        {"role": "slave", "peer": ID, "key": "********"},
    ]
    assert "key" not in str(step.reason).replace("'key': '********'", "")


def test_secrets_are_masked_in_the_message_of_the_service() -> None:
    wire = Wire(error("InvalidLine", message="lines old-key and new-key and other are wrong"))
    plan = plan_present(THING, _wanted(key="new-key"), SHOWN, now=NOW)
    with pytest.raises(ApiError) as caught:
        Application(Remote(THING, client(wire)), plan, _wanted(key="new-key"), Found(dict(SHOWN)), NOW).run(wait=False)
    assert "lines ******** and ******** and ******** are wrong" in str(caught.value)


def test_check_mode_predicts_the_result() -> None:
    shown = predicted(THING, SHOWN, {"lines": [{"role": "slave", "peer": "cgw-2", "key": "new-key"}], "name": "u"})
    assert (shown["name"], [line["peer_id"] for line in shown["lines"]]) == ("u", [ID, "cgw-2"])
    assert {line["key"] for line in shown["lines"]} == {"********"}
