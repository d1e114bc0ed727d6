# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags: contract/gateway.yaml, TagResources, ListTagResources and UnTagResources; and the tag filters of the lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..call import Call
from ..registry import TABLES, action, quota
from ..state import Record
from . import paging

quota("tags", 20, per="resource")
# Resources of other products exist elsewhere, so their ids are accepted unchecked.
_OWN_TYPES = ("CUSTOMERGATEWAY", "VPN")


@action("TagResources")
def tag_resources(call: Call) -> dict[str, Any]:
    """Section 4.5: setting a key again replaces its value; all resources are checked before the first is tagged."""
    kind, ids = _resources(call)
    added = _pairs(call, "Tag")
    held = _tags(call, kind)
    for resource_id in ids:
        call.within_quota("tags", len({**held.get(resource_id, {}), **added}))
    for resource_id in ids:
        held.setdefault(resource_id, {}).update(added)
    return {}


@action("ListTagResources")
def list_tag_resources(call: Call) -> dict[str, Any]:
    """Section 4.6: an item for each pair of resource and tag."""
    kind = call.parameters["ResourceType"].upper()
    ids = call.parameters.get("ResourceId")
    conditions = _filter(call)
    if not ids and not conditions:
        raise call.missing("ResourceId")
    pairs = [
        {"ResourceType": kind, "ResourceId": resource_id, "TagKey": key, "TagValue": value}
        for resource_id, tags in _tags(call, kind).items()
        if (not ids or resource_id in ids) and _has(tags, conditions)
        for key, value in tags.items()
    ]
    return paging.tokened(call, "TagResources", pairs, lambda _call, pair: pair)


@action("UnTagResources")
def untag_resources(call: Call) -> dict[str, Any]:
    """Section 4.7: the keys that are named, or with All every key; a key that a resource does not have is no error.

    The sample of the 2022 API reference has neither, so that is no error either, and removes nothing.
    """
    kind, ids = _resources(call)
    keys = call.parameters.get("TagKey", [])
    held = _tags(call, kind)
    for resource_id in ids:
        tags = held.get(resource_id, {})
        for key in keys or (list(tags) if call.get("All") else ()):
            tags.pop(key, None)
        if not tags:
            held.pop(resource_id, None)
    return {}


def set_at_create(call: Call, table: str, resource_id: str) -> None:
    """Set Tags.N of a create action."""
    pairs = _pairs(call, "Tags")
    if pairs:
        _tags(call, _type(table))[resource_id] = pairs


def check_at_create(call: Call) -> None:
    """Refuse Tags.N with too many keys or the same key twice, before anything is created."""
    call.within_quota("tags", len(_pairs(call, "Tags")))


def of(call: Call, table: str, resource_id: str) -> list[dict[str, str]]:
    """The tags of a resource as the answers show them."""
    tags = _tags(call, _type(table)).get(resource_id, {})
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def select(call: Call, table: str, id_field: str, records: Collection[Record]) -> Collection[Record]:
    """The records that have all tags of the request's Tag.N filter."""
    conditions = _filter(call)
    if not conditions:
        return records
    held = _tags(call, _type(table))
    return [record for record in records if _has(held.get(record[id_field], {}), conditions)]


def _resources(call: Call) -> tuple[str, list[str]]:
    kind = call.parameters["ResourceType"].upper()
    ids = call.parameters["ResourceId"]
    known = {key for table in TABLES.values() if table.tag_type == kind for key in call.table(table.name)}
    if kind.startswith(_OWN_TYPES) and not known.issuperset(ids):
        raise call.error("InvalidResourceId.NotFound")
    return kind, ids


def _type(table: str) -> str:
    kind = TABLES[table].tag_type
    assert kind, f"the table {table} declares no type of tags"
    return kind


def _tags(call: Call, kind: str) -> dict[str, dict[str, str]]:
    return call.region.tags.setdefault(kind, {})


def _pairs(call: Call, name: str) -> dict[str, str]:
    given = call.parameters.get(name, [])
    pairs = {tag["Key"]: tag.get("Value", "") for tag in given if "Key" in tag}
    if len(pairs) != len(given):  # the same key twice, or a value without a key
        raise call.invalid(name)
    return pairs


def _filter(call: Call) -> dict[str, str | None]:
    given = call.parameters.get("Tag", [])
    for number, tag in enumerate(given, start=1):
        if "Key" not in tag:
            raise call.missing(f"Tag.{number}.Key")
    return {tag["Key"]: tag.get("Value") for tag in given}


def _has(tags: Mapping[str, str], conditions: Mapping[str, str | None]) -> bool:
    return all(key in tags and value in (None, tags[key]) for key, value in conditions.items())
