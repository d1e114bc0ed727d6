# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line refuses wrong options before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.emulator.__main__ import main
from tests.emulator.services import QUOTAS, READINGS


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--fault", "NoSuchAction:500:1"], ["NoSuchAction:500:1", "drop-answer, throttle"]),
        (["--fault", "*:500"], ["'*:500'", "ACTION:FAULT:AMOUNT"]),
        (["--quota", "gateways=1"], ["gateways=1", "vpn_gateways"]),
        (["--reading", "being-deleted=x"], ["being-deleted=x", "being-deleted=shown|gone"]),
        (["--reading", "no-such=x"], ["no-such=x", "being-deleted=shown|gone"]),
        (["--temporary-key", "id:secret:token"], ["ID:SECRET:TOKEN:SECONDS"]),
        (["--latency", "-1"], ["--latency"]),
        (["--settle", "inf"], ["--settle"]),
        (["--port", "http"], ["--port"]),
        (["--port", "65536"], ["--port"]),
        (["--port", "-1"], ["--port"]),
        (["--state", "/nowhere/at/all/state.json"], ["/nowhere/at/all"]),
        (["--access-log", "/nowhere/at/all/access.log"], ["/nowhere/at/all"]),
        (["--dataplane", "netns", "--namespace", "no-such"], ["data plane: "]),
    ],
)
def test_wrong_options(options: list[str], named: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    errors = _refused(options, capsys)
    for text in named:
        assert text in errors


def test_file_that_is_not_a_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "state.json"
    path.write_text("[]", encoding="utf-8")
    assert str(path) in _refused(["--state", str(path)], capsys)


def test_help_has_all_quotas_and_readings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    for name, quota in QUOTAS.items():
        assert f"{name}={quota.limit}" in text
    for name, reading in READINGS.items():
        assert f"{name}={'|'.join(reading.values)}" in "".join(text.split())


def _refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(options)
    output, errors = capsys.readouterr()
    assert (ended.value.code, output) == (2, "")
    return errors
