# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of docs/guides/authentication.md: whatever is set, the official package takes it from the same place."""

from __future__ import annotations

import functools
import importlib
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_credentials.exceptions import CredentialException
from alibabacloud_credentials.provider import default
from alibabacloud_credentials.utils import auth_constant, auth_util

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.chain import find_credentials
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.identity import PROVIDER, ROLE
from tests.support.in_process import serve

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")  # the package's own

_PLACES = ("key", "oidc", "profile", "ini", "ecs", "uri")
_SUBSETS = [subset for size in range(len(_PLACES) + 1) for subset in itertools.combinations(_PLACES, size)]
_ACTIONS = {
    "AssumeRoleWithOIDC": "oidc",
    "/latest/meta-data/ram/security-credentials/vpn": "ecs",
    "/credentials": "uri",
}
_KEYS = {"environment-id": "key", "profile-id": "profile", "ini-id": "ini"}


@pytest.fixture(autouse=True)
def environment_as_before() -> Iterator[None]:
    """The package reads the environment when it is imported, so it is imported again after each test."""
    yield
    _import_again()


def _import_again() -> None:
    importlib.reload(auth_util)
    importlib.reload(auth_constant)


def _environ(places: tuple[str, ...], home: Path) -> dict[str, str]:
    environ = {"HOME": str(home)}
    if "key" in places:
        environ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "environment-id"
        environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret"
    if "oidc" in places:
        (home / "token").write_text("oidc-token", encoding="ascii")
        environ["ALIBABA_CLOUD_ROLE_ARN"] = ROLE
        environ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = PROVIDER
        environ["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = str(home / "token")
    if "profile" in places:
        profile = {"name": "a", "mode": "AK", "access_key_id": "profile-id", "access_key_secret": "secret"}
        (home / ".aliyun").mkdir()
        content = json.dumps({"current": "a", "profiles": [profile]})
        (home / ".aliyun" / "config.json").write_text(content, encoding="utf-8")
    if "ini" in places:
        (home / ".alibabacloud").mkdir()
        content = "[default]\ntype = access_key\naccess_key_id = ini-id\naccess_key_secret = secret\n"
        (home / ".alibabacloud" / "credentials.ini").write_text(content, encoding="utf-8")
    if "uri" in places:
        environ["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:8080/credentials"
    return environ


def _official() -> str:
    _import_again()
    found = default.DefaultCredentialsProvider().get_credentials()
    return str(found.get_access_key_id())


def _ours(environ: dict[str, str], clock: FakeClock) -> str:
    return find_credentials({}, environ, Network(clock=clock))[0].key().access_key_id


def _place(emulator: Running, search: Callable[[], str]) -> str:
    emulator.clear_log()
    try:
        key_id = search()
    except (CredentialException, CredentialsError, SettingsError):
        return "nothing"
    return _KEYS.get(key_id) or _ACTIONS[emulator.log[-1]["action"]]


@pytest.mark.parametrize("places", _SUBSETS, ids="+".join)
def test_the_same_place(places: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clock = FakeClock(start=datetime.now(timezone.utc))  # the package cannot be given another time
    emulator = serve(monkeypatch, clock)
    emulator.cloud.account.ecs_role = "vpn" if "ecs" in places else ""
    environ = _environ(places, tmp_path)
    for name in [name for name in auth_util.os.environ if name.startswith("ALIBABA_CLOUD_")]:
        monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    quiet: Any = functools.partial(default.EcsRamRoleCredentialsProvider, async_update_enabled=False)
    monkeypatch.setattr(default, "EcsRamRoleCredentialsProvider", quiet)
    expected = places[0] if places else "nothing"
    assert _place(emulator, _official) == expected
    assert _place(emulator, lambda: _ours(environ, clock)) == expected
