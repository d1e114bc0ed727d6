# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles of a sign-in in a browser (CloudSSO, OAuth): the key that the CLI keeps, and nothing that is not valid."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_credentials.provider.cli_profile import CLIProfileCredentialsProvider

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.chain import find_credentials
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import Source
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from tests.support.fakes import NOW, FakeClock

MODES = ("CloudSSO", "OAuth")
HOUR = 3600


class Cli:
    """The configuration file of the CLI, as it writes it."""

    def __init__(self, home: Path, mode: str) -> None:
        self.mode = mode
        self.path = home / ".aliyun" / "config.json"
        self.path.parent.mkdir()

    def keeps(self, key_id: str, expires: Any, **more: Any) -> None:
        kept = {"access_key_id": key_id, "access_key_secret": "s3cret", "sts_token": "t0ken", "sts_expiration": expires}
        profile = {"name": "me", "mode": self.mode, "region_id": "cn-hangzhou", **kept, **more}
        self.path.write_text(json.dumps({"current": "me", "profiles": [profile]}), encoding="utf-8")


@pytest.fixture(params=MODES)
def cli(request: pytest.FixtureRequest, tmp_path: Path) -> Cli:
    return Cli(tmp_path, request.param)


def _source(cli: Cli, clock: FakeClock) -> Source:
    return find_credentials({"profile": "me"}, {"HOME": str(cli.path.parents[1])}, Network(clock=clock))[0]


def _in(seconds: float) -> float:
    return (NOW + timedelta(seconds=seconds)).timestamp()


def test_the_key_that_the_cli_keeps(cli: Cli) -> None:
    cli.keeps("STS.1", _in(HOUR))
    key = _source(cli, FakeClock()).key()
    assert (key.access_key_id, key.access_key_secret, key.security_token) == ("STS.1", "s3cret", "t0ken")


def test_a_key_that_the_cli_has_renewed(cli: Cli) -> None:
    clock = FakeClock()
    cli.keeps("STS.1", _in(HOUR))
    source = _source(cli, clock)
    source.key()
    cli.keeps("STS.2", _in(2 * HOUR))
    assert source.key().access_key_id == "STS.1"
    clock.sleep(0.8 * HOUR)
    assert source.key().access_key_id == "STS.2"


@pytest.mark.parametrize("content", [None, "{", '{"profiles": []}'])
def test_the_key_is_used_until_it_expires(cli: Cli, content: str | None) -> None:
    """The CLI may be writing the file, or may not have renewed the key yet."""
    clock = FakeClock()
    cli.keeps("STS.1", _in(HOUR))
    source = _source(cli, clock)
    source.key()
    if content is not None:
        cli.path.write_text(content, encoding="utf-8")
    clock.sleep(0.9 * HOUR)
    assert source.key().access_key_id == "STS.1"
    clock.sleep(0.2 * HOUR)
    with pytest.raises(CredentialsError) as caught:
        source.key()
    assert caught.value.details()["code"] == "Collection.InvalidSettings"
    _says_what_to_do(str(caught.value), cli, renew=content is None)


@pytest.mark.parametrize(
    ("expires", "more", "reason"),
    [
        (-1, {}, "has expired"),
        (HOUR, {"sts_token": ""}, "no temporary key"),
        (HOUR, {"access_key_secret": None}, "no temporary key"),
        (HOUR, {"sts_expiration": "soon"}, "sts_expiration"),
        (HOUR, {"sts_expiration": None}, "sts_expiration"),
        (HOUR, {"sts_expiration": 10**30}, "sts_expiration"),
    ],
)
def test_no_valid_key_is_refused_before_any_call(cli: Cli, expires: int, more: dict[str, Any], reason: str) -> None:
    cli.keeps("STS.1", _in(expires), **more)
    with pytest.raises(SettingsError, match=reason) as caught:
        _source(cli, FakeClock())
    _says_what_to_do(str(caught.value), cli)


def _says_what_to_do(text: str, cli: Cli, renew: bool = True) -> None:
    assert str(cli.path) in text
    for part in ("aliyun sts GetCallerIdentity --profile me", f"aliyun configure --profile me --mode {cli.mode}"):
        assert (part in text) is renew
    for secret in ("STS.1", "s3cret", "t0ken"):
        assert secret not in text


def test_the_official_package_takes_the_same_key(tmp_path: Path) -> None:
    """For OAuth; for CloudSSO it asks for a new one at each start."""
    cli = Cli(tmp_path, "OAuth")
    cli.keeps("STS.1", time.time() + HOUR, oauth_site_type="CN")
    official = CLIProfileCredentialsProvider(profile_name="me", profile_file=str(cli.path)).get_credentials()
    ours = find_credentials({"profile": "me"}, {"HOME": str(tmp_path)}, Network())[0].key()
    theirs = (official.get_access_key_id(), official.get_access_key_secret(), official.get_security_token())
    assert theirs == (ours.access_key_id, ours.access_key_secret, ours.security_token)
