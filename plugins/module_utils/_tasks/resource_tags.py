# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Tags of many resources of any type (contract: gateway.yaml, sections 4.5 to 4.7).

Not a descriptor, because one call is about many resources.
"""

from __future__ import annotations

import typing as t

from .._engine.parts import Options, Wrapped
from .._engine.phase import phase
from .._engine.plan import Step
from .._engine.task import Result, Spec, Task
from .._engine.views import diff
from .._rpc.client import Client
from .._rpc.shape import required
from .._vpc.tags import Tags

RESOURCE_TYPES = (
    "VPC",
    "VSWITCH",
    "ROUTETABLE",
    "EIP",
    "VPNGATEWAY",
    "NATGATEWAY",
    "COMMONBANDWIDTHPACKAGE",
    "PREFIXLIST",
    "PUBLICIPADDRESSPOOL",
    "IPV4GATEWAY",
    "IPV6GATEWAY",
    "NETWORKACL",
    "TRAFFICMIRRORFILTER",
    "TRAFFICMIRRORSESSION",
    "FLOWLOG",
    "HAVIP",
    "DHCPOPTIONSSET",
    "GATEWAYENDPOINT",
    "IPV6ADDRESS",
    "CUSTOMERGATEWAY",
    "VPNCONNECTION",
    "VPNATTACHMENT",
)
_IDS, _TAGS = 50, 20  # the most that one call takes
_KIND = Tags()
TagSet = dict[str, str]


def tag_resources(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    resource_type, ids = options["resource_type"], list(dict.fromkeys(options["resource_ids"]))
    label = f"{resource_type} {', '.join(ids)}"
    done: list[str] = []
    with phase("read the tags of", label, done):
        before = _read_tags(client, resource_type, {"ids": ids})
        before = {one: before.get(one, {}) for one in ids}
    after = {one: _wanted(before[one], options) for one in ids}
    steps = plan(resource_type, before, after)
    shown = after
    if not check and steps:
        with phase("tag", label, done):
            for step in steps:
                client.call(step.action, step.parameters)
                done.append(step.action)
        with phase("read the new tags of", label, done):
            now = _read_tags(client, resource_type, {"ids": ids})
            shown = {one: now.get(one, {}) for one in ids}
    return {
        "changed": bool(steps),
        "actions": [step.action for step in steps],
        "resource_tags": _listed(resource_type, shown),
        "diff": diff(f"tags of {label}", before, after),
    }


def list_tags(options: Options, client: Client, check: bool) -> Result:
    ids = options["resource_ids"]
    with phase("list", f"tags of {options['resource_type']}", []):
        found = _read_tags(client, options["resource_type"], {"ids": ids, "tags": options["tags"]})
    return {"changed": False, "resource_tags": _listed(options["resource_type"], found)}


def _problems(options: Options) -> list[str]:
    found = []
    if options.get("tags") is not None:
        found += _KIND.problems("tags", options["tags"])
    if options.get("state") == "present" and options["tags"] is None:
        # If tags were left out by mistake, purge_tags would remove all of them. An empty dictionary is explicit.
        found.append("tags: not given; required with state=present")
    if options.get("state") == "absent" and options["tags"] is None and not options["all"]:
        found.append("tags: not given; required with state=absent, unless all=true is given")
    if options.get("all") and options.get("state") != "absent":
        found.append("all: not allowed with state=present; leave it out, or set state=absent")
    if options.get("purge_tags") and options.get("state") == "absent":
        found.append("purge_tags: not allowed with state=absent; leave it out")
    return found


def plan(resource_type: str, before: dict[str, TagSet], after: dict[str, TagSet]) -> list[Step]:
    """As few calls as possible: resources that need the same keys removed, or the same tags set, share a call. Tags are
    removed first: a resource has at most 20, also between two calls."""
    removals: dict[tuple[str, ...], list[str]] = {}
    additions: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for one, have in before.items():
        want = after[one]
        gone = tuple(sorted(set(have) - set(want)))
        new = tuple(sorted((key, text) for key, text in want.items() if have.get(key) != text))
        if gone:
            removals.setdefault(gone, []).append(one)
        if new:
            additions.setdefault(new, []).append(one)
    steps = []
    for keys, ids in removals.items():
        for id_batch in _batches(ids, _IDS):
            for batch in _batches(keys, _TAGS):
                parameters = {"ResourceType": resource_type, "ResourceId": id_batch, "TagKey": batch}
                steps.append(Step("UnTagResources", "tag", parameters, f"remove the tags {', '.join(batch)}"))
    for pairs, ids in additions.items():
        for id_batch in _batches(ids, _IDS):
            for batch in _batches(pairs, _TAGS):
                tags = dict(batch)
                parameters = {"ResourceType": resource_type, "ResourceId": id_batch, "Tag": _KIND.send(tags)}
                steps.append(Step("TagResources", "tag", parameters, f"set the tags {', '.join(tags)}"))
    return steps


def _wanted(have: TagSet, options: Options) -> TagSet:
    given = _KIND.canon(options["tags"] or {})
    if options["state"] == "absent":
        return {} if options["all"] else {key: text for key, text in have.items() if key not in given}
    return given if options["purge_tags"] else {**have, **given}


def _read_tags(client: Client, resource_type: str, by: t.Mapping[str, t.Any]) -> dict[str, TagSet]:
    """The tags of each resource. System tags are left out, because users cannot set or remove them."""
    items = Wrapped("TagResources", "TagResource").of
    filters = {"ResourceType": resource_type, "Tag": _KIND.send(by["tags"]) if by.get("tags") else None}
    found: dict[str, TagSet] = {}
    # An empty list of IDs means no resources, not all of them.
    for batch in [None] if by["ids"] is None else _batches(by["ids"], _IDS):
        for item in client.token_pages("ListTagResources", {**filters, "ResourceId": batch}, items):
            tag = _KIND.receive([{"Key": item.get("TagKey"), "Value": item.get("TagValue")}])
            found.setdefault(required(item, "ResourceId", "ListTagResources"), {}).update(tag)
    return found


def _listed(resource_type: str, found: dict[str, TagSet]) -> list[dict[str, t.Any]]:
    return [{"resource_type": resource_type, "resource_id": one, "tags": tags} for one, tags in found.items()]


def _batches(many: t.Sequence[t.Any], size: int) -> list[list[t.Any]]:
    return [list(many[start : start + size]) for start in range(0, len(many), size)]


def _spec() -> Spec:
    return {
        "resource_type": {"type": "str", "required": True, "choices": list(RESOURCE_TYPES)},
        "resource_ids": {"type": "list", "elements": "str", "required": True},
        "tags": _KIND.spec(),
        "purge_tags": {"type": "bool", "default": False},
        "all": {"type": "bool", "default": False},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    }


def _info_spec() -> Spec:
    return {
        "resource_type": {"type": "str", "required": True, "choices": list(RESOURCE_TYPES)},
        "resource_ids": {"type": "list", "elements": "str"},
        "tags": _KIND.spec(),
    }


RESOURCE_TAGS = Task(_spec, tag_resources, _problems)
RESOURCE_TAGS_INFO = Task(
    _info_spec, list_tags, _problems, read_only=True, constraints={"required_one_of": [["resource_ids", "tags"]]}
)
