# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signature, compared with the contract's vectors and with the official SDK's own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from aliyunsdkcore.auth.composer import rpc_signature_composer as official
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.signature import (
    canonical_query,
    percent_encode,
    sign,
    string_to_sign,
)
from tests.emulator import contract

_COMMON = yaml.safe_load(Path(contract.DIRECTORY, "common.yaml").read_text(encoding="utf-8"))
VECTORS = _COMMON["signature"]["vectors"]

# All texts that UTF-8 can encode: no lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def test_the_contract_has_four_vectors() -> None:
    assert len(VECTORS) == 4


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
class TestVector:
    def test_canonical_query(self, vector: dict[str, Any]) -> None:
        assert canonical_query(_all(vector)) == vector["canonical_query"]

    def test_string_to_sign(self, vector: dict[str, Any]) -> None:
        assert string_to_sign(vector["method"], _all(vector)) == vector["string_to_sign"]

    def test_signature(self, vector: dict[str, Any]) -> None:
        signature = sign(vector["method"], _all(vector), vector["access_key_secret"])
        assert signature == vector["signature"]
        assert percent_encode(signature) == vector["signature_on_wire"]

    def test_an_existing_signature_parameter_is_not_signed(self, vector: dict[str, Any]) -> None:
        again = {**_all(vector), "Signature": "x"}
        assert sign(vector["method"], again, vector["access_key_secret"]) == vector["signature"]


@given(
    parameters=st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=8),
    secret=TEXTS,
    method=st.sampled_from(["GET", "POST"]),
)
def test_signs_like_the_official_sdk(parameters: dict[str, str], secret: str, method: str) -> None:
    parameters.pop("Signature", None)
    text = vars(official)["__compose_string_to_sign"](method, parameters)
    assert string_to_sign(method, parameters) == text
    assert sign(method, parameters, secret) == vars(official)["__get_signature"](text, secret)


def test_get_and_post_give_different_signatures() -> None:
    assert sign("GET", {"A": "1"}, "secret") != sign("POST", {"A": "1"}, "secret")


def _all(vector: dict[str, Any]) -> dict[str, str]:
    return {**vector["query"], **vector.get("form", {})}
