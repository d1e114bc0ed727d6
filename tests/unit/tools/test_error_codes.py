# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of error codes has every code, and says for each what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.codes import advice_for, category_of
from tests.support import tree
from tools import api, error_codes, texts

ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in error_codes.text().splitlines()
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]]
}


def test_every_documented_code_is_there() -> None:
    documented = {code for action in api.actions().values() for code in action["errors"]} | set(api.gateway_errors())
    assert documented <= set(ROWS)


def test_each_says_what_to_do() -> None:
    assert [code for code, (_message, does, advice) in ROWS.items() if not (does and advice)] == []


@pytest.mark.parametrize("code", ["VpnGateway.Configuring", "InvalidVpnGatewayInstanceId.NotFound", "Throttling.User"])
def test_it_says_what_the_client_says(code: str) -> None:
    assert ROWS[code][2] == advice_for(code, "")
    assert ROWS[code][1] == texts.of("error_codes").need("does", category_of(code, 400).name.lower())


def test_a_code_that_nothing_explains_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {**texts.of("error_codes").data, "advice": {}}
    monkeypatch.setattr(texts, "of", lambda _subject: texts.Texts(Path("error_codes.yml"), data))
    with pytest.raises(texts.TextProblem, match="advice > param_error is missing"):
        error_codes.text()


def test_every_code_of_the_collection_is_in_the_guide() -> None:
    code = re.compile(r"\bCollection\.[A-Z]\w+")
    sources = [path.read_text(encoding="utf-8") for path in (tree.ROOT / "plugins" / "module_utils").rglob("*.py")]
    guide = (tree.ROOT / "docs" / "guides" / "troubleshooting.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(Collection\.\w+)`", guide, re.MULTILINE)) == {
        found for source in sources for found in code.findall(source)
    }
