# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signature 1.0: the contract's vectors, and a comparison with the official SDK."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from alibabacloud_tea_openapi.utils import Utils
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator import contract, signature

_COMMON = yaml.safe_load((contract.DIRECTORY / "common.yaml").read_text(encoding="utf-8"))
_VECTORS = _COMMON["signature"]["vectors"]
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize("vector", _VECTORS, ids=[vector["name"] for vector in _VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    parameters = {**vector["query"], **vector.get("form", {})}
    text = signature.string_to_sign(vector["method"], parameters)
    assert text == vector["string_to_sign"]
    assert signature.sign(vector["access_key_secret"], text) == vector["signature"]
    assert signature.percent_encode(vector["signature"]) == vector["signature_on_wire"]


def test_signature_itself_is_not_signed() -> None:
    assert signature.string_to_sign("GET", {"A": "1", "Signature": "x"}) == signature.string_to_sign("GET", {"A": "1"})


@given(st.dictionaries(_TEXT.filter(bool), _TEXT, max_size=8), st.sampled_from(["GET", "POST"]), _TEXT)
def test_agrees_with_the_official_sdk(parameters: dict[str, str], method: str, secret: str) -> None:
    parameters.pop("Signature", None)
    text = signature.string_to_sign(method, parameters)
    assert signature.sign(secret, text) == Utils.get_rpcsignature(parameters, method, secret)
