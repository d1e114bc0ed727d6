# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A descriptor checks itself when it is created."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change, Field
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.parts import (
    Actions,
    Identity,
    Support,
    Update,
    Wrapped,
)
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.support.descriptors import ALL, SITE, name_of

FIXED = Change.IMMUTABLE


def _resource(*fields: Field, **more: Any) -> Resource:
    return Resource(
        **{
            "name": "thing",
            "title": "thing",
            "actions": Actions("CreateThing", "DeleteThing", "DescribeThings"),
            "items": Wrapped("Things", "Thing"),
            "identity": Identity(id="ThingId", name="name"),
            "fields": (Field("name", "Name", change=FIXED), *fields),
            "returns": ("ThingId", "Name"),
            **more,
        }
    )


def test_a_consistent_descriptor_is_accepted() -> None:
    assert _resource(Field("size", "Size"), updates=(Update("ModifyThing", ("size",)),)).id_option == "thing_id"


@pytest.mark.parametrize(
    ("text", "fields", "more"),
    [
        ("size can change, but no update changes it", (Field("size", "Size"),), {}),
        (
            "size is immutable, but an update changes it",
            (Field("size", "Size", change=FIXED),),
            {"updates": (Update("ModifyThing", ("size",)),)},
        ),
        (
            "size is write-only, but an update changes it",
            (Field("size", "Size", change=Change.WRITE_ONLY),),
            {"updates": (Update("ModifyThing", ("size",)),)},
        ),
        (
            "key identifies, but the service never shows it",
            (Field("key", "Key", change=Change.WRITE_ONLY),),
            {"identity": Identity(natural=("key",))},
        ),
        (
            "key is a secret and cannot identify",
            (Field("key", "Key", change=FIXED, secret=True),),
            {"identity": Identity(natural=("key",))},
        ),
        ("a field is listed twice", (Field("name", "Name", change=FIXED),), {}),
        (
            "a field is listed twice",
            (Field("size", "Size"),),
            {"updates": (Update("ModifyThing", ("size",)), Update("ModifyThing2", ("size",)))},
        ),
        ("color is not one of its fields", (), {"updates": (Update("ModifyThing", ("color",)),)}),
        (
            "color is not one of its fields",
            (Field("size", "Size"),),
            {"updates": (Update("ModifyThing", ("size",), along=("color",)),)},
        ),
        (
            "color is not one of its fields",
            (Field("size", "Size"),),
            {"updates": (Update("ModifyThing", ("size",), renewed=("color",)),)},
        ),
        ("color is not one of its fields", (), {"updates": (Update("ModifyThing", ("color",), together=True),)}),
        (
            "size can change, but no update changes it",
            (Field("size", "Size"),),
            {"updates": (Update("ModifyThing", ("size",), together=True),)},
        ),
        ("color is not one of its fields", (), {"supports": (Support("paint", ("color.red",), "CheckPaint", "On"),)}),
        ("color is not one of its fields", (), {"removal": ("color",)}),
        ("color is not one of its fields", (), {"lock": "color"}),
        ("color is not one of its fields", (), {"identity": Identity(id="ThingId", name="color")}),
        ("color is not one of its fields", (), {"identity": Identity(id="ThingId", parents=("color",))}),
        ("nothing identifies it", (), {"identity": Identity(name="name")}),
    ],
)
def test_a_contradiction_is_refused(text: str, fields: tuple[Field, ...], more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"thing: {text}"):
        _resource(*fields, **more)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("a secret cannot be required", {"secret": True, "required": True}),
        ("required to create", {"required": True, "create": False}),
    ],
)
def test_a_wrong_field_is_refused(text: str, options: dict[str, bool]) -> None:
    with pytest.raises(ValueError, match=text):
        Field("key", "Key", **options)


def test_all_descriptors_are_found() -> None:
    assert set(SITE) <= set(ALL)


@pytest.mark.parametrize("resource", ALL, ids=name_of)
class TestDescriptor:
    def test_is_frozen(self, resource: Resource) -> None:
        """ansible-test sanity imports all modules into one process."""
        with pytest.raises(dataclasses.FrozenInstanceError):
            resource.name = "other"
        hash(resource.fields)

    def test_each_argument_spec_is_a_new_object(self, resource: Resource) -> None:
        for field in resource.fields:
            assert field.spec() is not field.spec()

    def test_secrets_are_no_log(self, resource: Resource) -> None:
        secrets = [field for field in _flat(resource.fields) if field.wire in resource.secrets]
        for field in secrets:
            assert field.secret
            assert field.spec()["no_log"] is True
        for field in _flat(resource.fields):
            assert field.secret == (field.wire in resource.secrets)


def _flat(fields: tuple[Field, ...]) -> list[Field]:
    return [inner for field in fields for inner in (field, *_flat(getattr(field.kind, "members", ())))]
