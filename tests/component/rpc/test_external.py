# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that a program prints: it is started without a shell, and what it prints is in no message."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import external as module
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.chain import find_credentials
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey, Source
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from tests.support.fakes import FakeClock

KEY = {"mode": "AK", "access_key_id": "printed", "access_key_secret": "hush"}
TEMPORARY = {**KEY, "mode": "StsToken", "sts_token": "psst", "expiration": "2026-05-25T09:30:00Z"}


def _program(folder: Path, text: str) -> str:
    path = folder / "a program.py"
    path.write_text(text, encoding="utf-8")
    return f"{sys.executable} '{path}'"


def _printing(folder: Path, content: Any) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return _program(folder, f"with open({str(folder / 'runs')!r}, 'a') as file: file.write('x')\nprint({text!r})")


def _source(folder: Path, command: str, clock: FakeClock | None = None) -> Source:
    path = folder / "config.json"
    profile = {"name": "a", "mode": "External", "process_command": command}
    path.write_text(json.dumps({"current": "a", "profiles": [profile]}), encoding="utf-8")
    network = Network(clock=clock or FakeClock())
    return find_credentials({}, {"ALIBABA_CLOUD_CREDENTIALS_FILE": str(path)}, network)[0]


def test_a_key(tmp_path: Path) -> None:
    source = _source(tmp_path, _printing(tmp_path, KEY))
    assert not (tmp_path / "runs").exists()
    assert source.key() == source.key() == AccessKey("printed", "hush")
    assert (tmp_path / "runs").read_text(encoding="utf-8") == "x"


def test_a_temporary_key_is_renewed(tmp_path: Path) -> None:
    clock = FakeClock()  # an hour before the expiration
    source = _source(tmp_path, _printing(tmp_path, TEMPORARY), clock)
    key = source.key()
    assert (key.security_token, key.expires and key.expires.hour) == ("psst", 9)
    clock.sleep(2690)
    source.key()
    assert (tmp_path / "runs").read_text(encoding="utf-8") == "x"
    clock.sleep(10)
    source.key()
    assert (tmp_path / "runs").read_text(encoding="utf-8") == "xx"


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("hush", "did not print JSON"),
        ("[]", "the answer has no access_key_id"),
        ({**KEY, "access_key_id": ""}, "the answer has no access_key_id"),
        ({**KEY, "access_key_secret": 5}, "the answer has no access_key_secret"),
        ({**TEMPORARY, "sts_token": None}, "the answer has no sts_token"),
        ({**TEMPORARY, "expiration": "hush"}, "the Expiration of the answer is not a time"),
    ],
)
def test_a_wrong_answer(tmp_path: Path, printed: Any, named: str) -> None:
    with pytest.raises(CredentialsError, match=f"process_command: .*{named}") as caught:
        _source(tmp_path, _printing(tmp_path, printed)).key()
    assert "hush" not in str(caught.value)
    assert caught.value.details()["code"] == "Collection.NoAnswer"


def test_a_program_that_fails(tmp_path: Path) -> None:
    failing = _program(tmp_path, "import sys; print('hush', file=sys.stderr); sys.exit(3)")
    with pytest.raises(CredentialsError, match="ended with exit code 3") as caught:
        _source(tmp_path, failing).key()
    assert "hush" not in str(caught.value)
    assert caught.value.details()["code"] == "Collection.NoAnswer"
    with pytest.raises(CredentialsError, match="/nowhere/program cannot be started: No such file") as caught:
        _source(tmp_path, "/nowhere/program").key()
    assert caught.value.details()["code"] == "Collection.InvalidSettings"


def test_a_program_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 0.5)
    with pytest.raises(CredentialsError, match=r"did not end within 0\.5 seconds") as caught:
        _source(tmp_path, _program(tmp_path, "import time; time.sleep(600)")).key()
    assert caught.value.details()["code"] == "Collection.NoAnswer"


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    program = f"import json, sys; key = {KEY!r}; key['access_key_id'] = sys.argv[1]; print(json.dumps(key))"
    arguments = _program(tmp_path, program)
    assert _source(tmp_path, f"{arguments} '$(id);$HOME|x'").key().access_key_id == "$(id);$HOME|x"


@pytest.mark.parametrize(("command", "named"), [("", "not given in profile 'a'"), ("a 'b", "not a command in profile")])
def test_wrong_command(tmp_path: Path, command: str, named: str) -> None:
    with pytest.raises(SettingsError, match=f"process_command: {named}"):
        _source(tmp_path, command)
