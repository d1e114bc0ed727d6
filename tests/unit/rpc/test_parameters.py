# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How nested parameters are flattened."""

from __future__ import annotations

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.parameters import flatten


@pytest.mark.parametrize(
    ("given", "flat"),
    [
        ({"A": "x"}, {"A": "x"}),
        ({"A": ""}, {"A": ""}),
        ({"A": None}, {}),
        ({"A": 0}, {"A": "0"}),
        ({"A": True, "B": False}, {"A": "true", "B": "false"}),
        ({"A": ["x", "y"]}, {"A.1": "x", "A.2": "y"}),
        ({"A": ("x",)}, {"A.1": "x"}),
        ({"A": []}, {}),
        ({"Tag": [{"Key": "k", "Value": ""}]}, {"Tag.1.Key": "k", "Tag.1.Value": ""}),
        ({"T": [{"Ike": {"Psk": "p"}}, {"Ike": {"Psk": None}}]}, {"T.1.Ike.Psk": "p"}),
        ({"A": "部门"}, {"A": "部门"}),
    ],
)
def test_flatten(given: dict[str, object], flat: dict[str, str]) -> None:
    assert flatten(given) == flat
