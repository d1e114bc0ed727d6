# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list or a dictionary where a text belongs is refused before any call, and not written as Python writes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import site
from tests.support.tasks import Tasks

LIST, DICT = (
    "a value of type list is not allowed; allowed: a text",
    "a value of type dict is not allowed; allowed: a text",
)


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("module", "options", "problems"),
    [
        ("vpn_gateway", {"name": ["a", "b"], "description": {"x": 1}}, [f"name: {LIST}", f"description: {DICT}"]),
        ("vpn_gateway", {"name": "hq", "resource_group_id": []}, [f"resource_group_id: {LIST}"]),
        ("vpn_gateway", {"vpn_gateway_id": ["vpn-1"]}, [f"vpn_gateway_id: {LIST}"]),
        ("vpn_gateway", {"name": "hq", "ca_path": ["/ca.pem"]}, [f"ca_path: {LIST}"]),
        ("vpn_connection", {"vpn_gateway_id": {"id": "vpn-1"}, "name": "x"}, [f"vpn_gateway: {DICT}"]),
        (
            "vpn_connection",
            site.connection(local_subnet=["10.0.0.0/8", ["10.1.0.0/16"], {}]),
            [f"local_subnet[2]: {LIST}", f"local_subnet[3]: {DICT}"],
        ),
        (
            "vpn_connection",
            {"name": "x", "tunnels": [{"role": "master", "ike_config": {"local_id": ["a"]}}]},
            [f"tunnels[1].ike_config.local_id: {LIST}"],
        ),
        ("vpn_gateway_info", {"names": [["hq"]]}, [f"names[1]: {LIST}"]),
        (
            "customer_gateway",
            site.customer(tags={"a": {"b": "c"}, "l": [1, 2]}),
            [f"tags.a: {DICT}", f"tags.l: {LIST}"],
        ),
        ("customer_gateway", site.customer(tags='{"a": {"b": "c"}}'), [f"tags.a: {DICT}"]),
        ("customer_gateway_info", {"tags": {"a": []}}, [f"tags.a: {LIST}"]),
        (
            "resource_tags",
            {"resource_type": "VPNGATEWAY", "resource_ids": ["vpn-1"], "tags": {"a": {}}},
            [f"tags.a: {DICT}"],
        ),
    ],
)
def test_it_is_refused(tasks: Tasks, module: str, options: dict[str, Any], problems: list[str], check: bool) -> None:
    ran = tasks.attempt(module, check, **options)
    assert ran.failed
    assert ran["msg"] == "; ".join(problems)
    assert ran["error"]["code"] == "Collection.InvalidOption"
    assert tasks.calls == []


def test_no_message_has_a_part_of_a_secret(tasks: Tasks) -> None:
    """Ansible would mask each entry as a text of its own, wherever it is in the message."""
    ran = tasks.attempt("vpn_connection", **site.connection(ike_config={"psk": ["a", "S3cret"]}))
    assert ran["msg"] == f"ike_config.psk: {LIST}"
    assert "S3cret" not in ran.output
    assert tasks.calls == []


def test_what_yaml_takes_for_a_number_or_nothing_is_a_text(tasks: Tasks) -> None:
    ran = tasks("customer_gateway", **site.customer(description=1.5, tags={"floor": 2, "lab": True, "empty": None}))
    assert ran["customer_gateway"]["description"] == "1.5"
    assert ran["customer_gateway"]["tags"] == {"floor": "2", "lab": "true", "empty": ""}
