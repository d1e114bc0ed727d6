# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.emulator`` as users start and stop it; wrong options are in the unit tests."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.emulator.cloud import Cloud
from tests.support.caller import Caller

_ROOT = Path(__file__).resolve().parents[3]
_COMMAND = [sys.executable, "-m", "tests.emulator"]


@contextmanager
def _started(*options: str, stop: signal.Signals = signal.SIGTERM) -> Iterator[str]:
    """A server in its own process; it has to end with exit code 0 and no more output when it is asked to."""
    with subprocess.Popen(
        [*_COMMAND, *options], cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            first = process.stdout.readline()
            assert first.startswith("listening on http://127.0.0.1:"), process.communicate(timeout=60)
            yield first.removeprefix("listening on ").strip()
        finally:
            process.send_signal(stop)
            rest, errors = process.communicate(timeout=60)
        assert (process.returncode, rest, errors) == (0, "", "")


def _post(url: str, name: str, secret: str = "testsecret", **parameters: object) -> requests.Response:
    flat = Caller(Cloud()).request(name, secret=secret, **parameters).parameters
    return requests.post(url, data=flat, timeout=60)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_start_serve_stop(stop: signal.Signals) -> None:
    with _started("--port", "0", stop=stop) as url:
        assert requests.get(f"{url}/healthz", timeout=60).ok
        assert _post(url, "DescribeVpnGateways").json()["TotalCount"] == 0


def test_all_options(tmp_path: Path) -> None:
    log, state = tmp_path / "access.log", tmp_path / "state.json"
    options = ["--access-key-id=me", "--access-key-secret=mine", f"--access-log={log}", f"--state={state}", "--seed=1"]
    more = ["--latency=0.01", "--settle=100", "--fault=CreateVpnGateway:503:1", "--quota=vpn_gateways=1"]
    more += ["--temporary-key=STS.one:secret1:token1:900", "--temporary-key=STS.two:secret2:token2:0"]
    given = {"VpcId": "vpc-1", "Bandwidth": 5, "AccessKeyId": "me", "secret": "mine"}
    with _started(*options, *more) as url:
        assert _post(url, "DescribeVpnGateways").json()["Code"] == "InvalidAccessKeyId.NotFound"
        temporary = {"AccessKeyId": "STS.one", "secret": "secret1", "SecurityToken": "token1"}
        assert _post(url, "DescribeVpnGateways", **temporary).json()["TotalCount"] == 0
        temporary = {"AccessKeyId": "STS.two", "secret": "secret2", "SecurityToken": "token2"}
        assert _post(url, "DescribeVpnGateways", **temporary).json()["Code"] == "InvalidSecurityToken.Expired"
        assert _post(url, "CreateVpnGateway", **given).status_code == 503
        created = _post(url, "CreateVpnGateway", **given).json()["VpnGatewayId"]
        assert _post(url, "CreateVpnGateway", **given).json()["Code"] == "Resource.QuotaFull"
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [entry["http_status"] for entry in entries] == [404, 200, 400, 503, 200, 400]
    with _started(*options, "--settle=100") as url:
        read = _post(url, "DescribeVpnGateway", VpnGatewayId=created, AccessKeyId="me", secret="mine").json()
        assert read["Status"] == "provisioning"


def test_port_that_is_in_use() -> None:
    with _started() as url:
        port = url.rpartition(":")[2]
        command = [*_COMMAND, "--port", port]
        run = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    (sentence,) = run.stderr.splitlines()
    assert sentence.startswith(f"Port {port} on 127.0.0.1 is in use; ")
    assert "--port" in sentence
