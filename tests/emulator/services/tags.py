# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags: contract/gateway.yaml, TagResources, ListTagResources, UnTagResources; and the tag filters of the lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..call import Call
from ..lifecycle import TAGGED
from ..state import Record
from . import paging
from .registry import action

_TABLES = {kind: table for table, kind in TAGGED.items()}


@action("TagResources")
def tag_resources(call: Call) -> dict[str, Any]:
    """Section 4.5: a key set again replaces its value; all resources are checked before one is tagged."""
    kind, ids = _resources(call)
    wanted = _pairs(call, "Tag")
    held = _tags(call, kind)
    for resource_id in ids:
        call.within_quota("tags", len({**held.get(resource_id, {}), **wanted}))
    for resource_id in ids:
        held.setdefault(resource_id, {}).update(wanted)
    return {}


@action("ListTagResources")
def list_tag_resources(call: Call) -> dict[str, Any]:
    """Section 4.6: one item for each pair of resource and tag."""
    kind = call.parameters["ResourceType"].upper()
    ids = call.parameters.get("ResourceId")
    wanted = _filter(call)
    if not ids and not wanted:
        raise call.missing("ResourceId")
    pairs = [
        {"ResourceType": kind, "ResourceId": resource_id, "TagKey": key, "TagValue": value}
        for resource_id, tags in _tags(call, kind).items()
        if (not ids or resource_id in ids) and _has(tags, wanted)
        for key, value in tags.items()
    ]
    return paging.tokened(call, "TagResources", pairs, lambda _call, pair: pair)


@action("UnTagResources")
def untag_resources(call: Call) -> dict[str, Any]:
    """Section 4.7: the keys named, or with All every key; a key that a resource lacks is no fault."""
    kind, ids = _resources(call)
    keys = call.parameters.get("TagKey")
    if not keys and not call.get("All"):
        raise call.missing("TagKey")
    held = _tags(call, kind)
    for resource_id in ids:
        tags = held.get(resource_id, {})
        for key in keys or list(tags):
            tags.pop(key, None)
        if not tags:
            held.pop(resource_id, None)
    return {}


def set_at_create(call: Call, table: str, resource_id: str) -> None:
    """Tags.N of a create action."""
    pairs = _pairs(call, "Tags")
    if pairs:
        _tags(call, TAGGED[table])[resource_id] = pairs


def check_at_create(call: Call) -> None:
    """Refuse Tags.N that name a key twice or are too many, before anything is made."""
    call.within_quota("tags", len(_pairs(call, "Tags")))


def of(call: Call, table: str, resource_id: str) -> list[dict[str, str]]:
    """The tags of a resource as the answers show them."""
    tags = _tags(call, TAGGED[table]).get(resource_id, {})
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def select(call: Call, table: str, id_field: str, records: Collection[Record]) -> Collection[Record]:
    """The records that carry every tag of the request's Tag.N filter."""
    wanted = _filter(call)
    if not wanted:
        return records
    held = _tags(call, TAGGED[table])
    return [record for record in records if _has(held.get(record[id_field], {}), wanted)]


def _resources(call: Call) -> tuple[str, list[str]]:
    kind = call.parameters["ResourceType"].upper()
    ids = call.parameters["ResourceId"]
    # The VPN kinds are known here; a VPC or a vSwitch is taken as given, and an attachment is none of ours.
    known: Iterable[str] = call.region.table(_TABLES[kind]) if kind in _TABLES else ()
    if (kind in _TABLES or kind == "VPNATTACHMENT") and not set(ids) <= set(known):
        raise call.error("InvalidResourceId.NotFound")
    return kind, ids


def _tags(call: Call, kind: str) -> dict[str, dict[str, str]]:
    return call.region.tags.setdefault(kind, {})


def _pairs(call: Call, name: str) -> dict[str, str]:
    given = call.parameters.get(name, [])
    pairs = {tag["Key"]: tag.get("Value", "") for tag in given if "Key" in tag}
    if len(pairs) != len(given):  # a key twice, or a value without a key
        raise call.invalid(name)
    return pairs


def _filter(call: Call) -> dict[str, str | None]:
    given = call.parameters.get("Tag", [])
    for number, tag in enumerate(given, start=1):
        if "Key" not in tag:
            raise call.missing(f"Tag.{number}.Key")
    return {tag["Key"]: tag.get("Value") for tag in given}


def _has(tags: Mapping[str, str], wanted: Mapping[str, str | None]) -> bool:
    return all(key in tags and value in (None, tags[key]) for key, value in wanted.items())
