# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where credentials come from, in which order, and what the errors say."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.chain import find_credentials
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.profiles import _MODES
from tests.support.tree import ROOT

OPTIONS = {"access_key_id": "option-id", "access_key_secret": "option-secret"}
ENVIRON = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "env-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "env-secret"}
NO_ECS = {"ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def _write(home: Path, content: Any) -> Path:
    path = home / ".aliyun" / "config.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def _profile(name: str, **more: str) -> dict[str, str]:
    return {"name": name, "mode": "AK", "access_key_id": f"{name}-id", "access_key_secret": f"{name}-secret", **more}


def _found(options: Mapping[str, Any], environ: Mapping[str, str], home: Path) -> AccessKey:
    """A key; it is its own source."""
    found = find_credentials(options, {"HOME": str(home), **environ}, Network())[0]
    assert isinstance(found, AccessKey)
    return found


class TestOrder:
    """In each test, the source is given together with all that have lower priority."""

    def test_keys_in_the_options_have_priority_over_a_profile(self, home: Path) -> None:
        _write(home, {"current": "a", "profiles": [_profile("a")]})
        assert _found({**OPTIONS, "profile": "a"}, ENVIRON, home).access_key_id == "option-id"

    def test_a_profile_in_the_options_has_priority_over_the_environment(self, home: Path) -> None:
        _write(home, {"current": "b", "profiles": [_profile("a"), _profile("b")]})
        environ = {**ENVIRON, "ALIBABA_CLOUD_PROFILE": "b"}
        assert _found({"profile": "a"}, environ, home).access_key_id == "a-id"

    def test_keys_in_the_environment_have_priority_over_a_profile(self, home: Path) -> None:
        _write(home, {"current": "a", "profiles": [_profile("a")]})
        assert _found({}, {**ENVIRON, "ALIBABA_CLOUD_PROFILE": "a"}, home).access_key_id == "env-id"

    @pytest.mark.parametrize("variable", ["ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"])
    def test_a_profile_in_the_environment_has_priority_over_the_current_one(self, home: Path, variable: str) -> None:
        _write(home, {"current": "a", "profiles": [_profile("a"), _profile("b")]})
        assert _found({}, {variable: "b"}, home).access_key_id == "b-id"

    def test_the_current_profile_is_used_last(self, home: Path) -> None:
        _write(home, {"current": "b", "profiles": [_profile("a"), _profile("b")]})
        assert _found({}, {}, home).access_key_id == "b-id"

    def test_without_any_credentials_the_error_says_what_was_tried_and_what_to_give(self, home: Path) -> None:
        with pytest.raises(
            SettingsError,
            match=r"tried the options; the environment; profiles in .*config\.json and .*credentials\.ini\. Give "
            r".* or set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment",
        ):
            _found({}, NO_ECS, home)

    def test_disabled_profiles_are_not_used(self, home: Path) -> None:
        _write(home, {"current": "a", "profiles": [_profile("a")]})
        disabled = {**NO_ECS, "ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true"}
        for environ in (disabled, {**disabled, "ALIBABA_CLOUD_PROFILE": "a"}):
            with pytest.raises(SettingsError, match="no credentials"):
                _found({}, environ, home)
        assert _found({"profile": "a"}, disabled, home).access_key_id == "a-id"


class TestEnvironment:
    @pytest.mark.parametrize(
        ("key", "secret"),
        [
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
            ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"),
            ("ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET"),
        ],
    )
    def test_all_variable_names(self, home: Path, key: str, secret: str) -> None:
        assert _found({}, {key: "i", secret: "s"}, home) == AccessKey("i", "s")

    def test_official_names_have_priority_over_those_of_terraform(self, home: Path) -> None:
        environ = {**ENVIRON, "ALICLOUD_ACCESS_KEY": "tf", "ALICLOUD_SECRET_KEY": "tf"}
        assert _found({}, environ, home) == AccessKey("env-id", "env-secret")

    def test_an_empty_variable_is_unset(self, home: Path) -> None:
        environ = {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "",
            "ALIBABA_CLOUD_SECURITY_TOKEN": "",
            "ALICLOUD_ACCESS_KEY": "tf",
            "ALICLOUD_SECRET_KEY": "tf-secret",
        }
        assert _found({}, environ, home) == AccessKey("tf", "tf-secret")

    def test_only_empty_variables_are_no_credentials(self, home: Path) -> None:
        with pytest.raises(SettingsError, match="no credentials"):
            _found({}, {**NO_ECS, **dict.fromkeys(ENVIRON, "")}, home)

    def test_a_token_makes_the_credentials_temporary(self, home: Path) -> None:
        found = _found({}, {**ENVIRON, "ALIBABA_CLOUD_SECURITY_TOKEN": "token"}, home)
        assert found == AccessKey("env-id", "env-secret", "token")

    def test_a_token_from_the_environment_is_not_used_with_a_key_from_the_options(self, home: Path) -> None:
        assert _found(OPTIONS, {"ALIBABA_CLOUD_SECURITY_TOKEN": "token"}, home).security_token == ""


class TestProfile:
    def test_sts_token(self, home: Path) -> None:
        _write(home, {"profiles": [_profile("a", mode="StsToken", sts_token="token")]})
        assert _found({"profile": "a"}, {}, home) == AccessKey("a-id", "a-secret", "token")

    def test_the_token_of_a_profile_in_mode_ak_is_not_used(self, home: Path) -> None:
        _write(home, {"profiles": [_profile("a", sts_token="old")]})
        assert _found({"profile": "a"}, {}, home) == AccessKey("a-id", "a-secret")

    @pytest.mark.parametrize("variable", ["ALIBABA_CLOUD_CREDENTIALS_FILE", "ALICLOUD_SHARED_CREDENTIALS_FILE"])
    def test_another_file(self, home: Path, variable: str) -> None:
        path = _write(home, {"current": "a", "profiles": [_profile("a")]}).rename(home / "other.json")
        assert _found({}, {variable: str(path)}, home).access_key_id == "a-id"

    def test_the_region_of_the_profile(self, home: Path) -> None:
        _write(home, {"profiles": [_profile("a", region_id="eu-central-1")]})
        profile = find_credentials({"profile": "a"}, {"HOME": str(home)}, Network())[1]
        assert profile is not None
        assert profile.region == "eu-central-1"

    def test_an_unknown_mode_is_refused(self, home: Path) -> None:
        _write(home, {"profiles": [_profile("a", mode="RsaKeyPair")]})
        allowed = (
            "AK, ChainableRamRoleArn, CloudSSO, CredentialsURI, EcsRamRole, External, OAuth, OIDC, RamRoleArn, StsToken"
        )
        with pytest.raises(SettingsError, match=rf"RsaKeyPair.*{allowed}"):
            _found({"profile": "a"}, {}, home)

    def test_the_documentation_has_every_mode(self) -> None:
        documented = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]["profile"]["description"][0]
        guide = (ROOT / "docs" / "guides" / "authentication.md").read_text(encoding="utf-8")
        table = guide.partition("The modes are:")[2].partition("The INI file")[0]
        rows = "".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
        modes = sorted(_MODES)
        assert sorted(re.findall(r"C\((\w+)\)", documented)) == modes
        assert sorted(re.findall(r"`(\w+)`", rows)) == modes

    def test_an_unknown_name_is_refused_with_the_existing_names(self, home: Path) -> None:
        _write(home, {"profiles": [_profile("a"), _profile("b")]})
        with pytest.raises(SettingsError, match=r"'c'.*a, b"):
            _found({"profile": "c"}, {}, home)

    def test_no_file(self, home: Path) -> None:
        with pytest.raises(SettingsError, match=r"'a'.*config\.json"):
            _found({"profile": "a"}, {}, home)

    def test_no_access_key(self, home: Path) -> None:
        _write(home, {"profiles": [{"name": "a", "mode": "AK"}]})
        with pytest.raises(SettingsError, match="no access key"):
            _found({"profile": "a"}, {}, home)

    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("access_key_id", 7),
            ("access_key_secret", ["s3cret"]),
            ("mode", ["AK"]),
            ("mode", {}),
            ("region_id", 7),
            ("ram_role_arn", 7),
            ("source_profile", ["b"]),
        ],
    )
    def test_a_member_that_is_no_text(self, home: Path, member: str, value: Any) -> None:
        mode = {"ram_role_arn": "RamRoleArn", "source_profile": "ChainableRamRoleArn"}.get(member, "AK")
        _write(home, {"profiles": [{**_profile("a", mode=mode), member: value}]})
        with pytest.raises(SettingsError, match=f"{member} of 'a' in .*config.json is not a text") as caught:
            _found({"profile": "a"}, {}, home)
        assert "s3cret" not in str(caught.value)

    @pytest.mark.parametrize("content", ["{", "[]", "{}", '{"profiles": [{}]}', '{"profiles": 3}', '{"a":' * 100000])
    def test_a_broken_file(self, home: Path, content: str) -> None:
        _write(home, content)
        with pytest.raises(SettingsError, match=r"config\.json"):
            _found({"profile": "a"}, {}, home)


class TestIniFile:
    """The file of the SDKs has the same modes in other words."""

    KEY = "type = access_key\naccess_key_id = ini-id # mine\naccess_key_secret = ini%secret\n"

    @staticmethod
    def _write(path: Path, content: str) -> Path:
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    @pytest.fixture
    def ini(self, home: Path) -> Path:
        """The file at its usual place."""
        content = f"# mine\n[default]\n{self.KEY}\n[a]\ntype = rsa_key_pair\n[b]\n{self.KEY.replace('ini-', 'b-')}"
        return self._write(home / ".alibabacloud" / "credentials.ini", content)

    def test_access_key(self, home: Path, ini: Path) -> None:
        assert _found({}, {}, home) == AccessKey("ini-id", "ini%secret")
        assert _found({"profile": "b"}, ENVIRON, home).access_key_id == "b-id"
        assert _found({}, {"ALIBABA_CLOUD_PROFILE": "b"}, home).access_key_id == "b-id"

    def test_the_file_of_the_cli_has_priority(self, home: Path, ini: Path) -> None:
        _write(home, {"current": "b", "profiles": [_profile("b", access_key_id="cli")]})
        assert _found({}, {}, home).access_key_id == "cli"
        assert _found({"profile": "b"}, {}, home).access_key_id == "cli"
        assert _found({"profile": "default"}, {}, home).access_key_id == "ini-id"
        assert _found({}, {"ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true"}, home).access_key_id == "ini-id"

    def test_at_another_place(self, home: Path, ini: Path) -> None:
        environ = {"ALIBABA_CLOUD_CREDENTIALS_FILE": str(ini.rename(home / "other.ini"))}
        assert _found({}, environ, home).access_key_id == "ini-id"
        _write(home, {"current": "a", "profiles": [_profile("a")]})
        assert _found({}, environ, home).access_key_id == "a-id"

    def test_an_unknown_type_is_refused(self, home: Path, ini: Path) -> None:
        with pytest.raises(
            SettingsError, match=r"'a' in .*credentials\.ini has the mode 'rsa_key_pair'; allowed: AK, "
        ):
            _found({"profile": "a"}, {}, home)

    def test_an_unknown_name_is_refused(self, home: Path, ini: Path) -> None:
        with pytest.raises(
            SettingsError, match=r"'c' does not exist in .*credentials\.ini; existing profiles: a, b, def"
        ):
            _found({"profile": "c"}, {}, home)

    def test_a_broken_file_and_no_secret(self, home: Path, ini: Path) -> None:
        ini.write_text("[default\naccess_key_secret = hush\n", encoding="utf-8")
        with pytest.raises(SettingsError, match=r"credentials\.ini is not a credentials file of the SDKs") as caught:
            _found({}, {}, home)
        assert "hush" not in str(caught.value)


class TestIncompleteKey:
    @pytest.mark.parametrize("given", ["access_key_id", "access_key_secret"])
    def test_in_the_options(self, home: Path, given: str) -> None:
        (missing,) = OPTIONS.keys() - {given}
        with pytest.raises(SettingsError, match=f"{missing}: not given in the options; give it together with {given}"):
            _found({given: "value-of-it"}, ENVIRON, home)

    def test_in_the_environment(self, home: Path) -> None:
        with pytest.raises(SettingsError, match="access_key_secret: not given in the environment"):
            _found({}, {"ALIBABA_CLOUD_ACCESS_KEY_ID": "i"}, home)

    def test_in_a_profile(self, home: Path) -> None:
        _write(home, {"profiles": [{"name": "a", "mode": "AK", "access_key_id": "i"}]})
        with pytest.raises(SettingsError, match=r"access_key_secret: not given in profile 'a'"):
            _found({"profile": "a"}, {}, home)

    def test_a_token_without_a_key(self, home: Path) -> None:
        with pytest.raises(SettingsError, match="security_token"):
            _found({"security_token": "token"}, ENVIRON, home)


@pytest.mark.parametrize("credentials", [AccessKey("i", "hush"), AccessKey("i", "hush", "psst")])
def test_secrets_are_not_in_the_representation(credentials: AccessKey) -> None:
    assert "hush" not in repr(credentials)
    assert "psst" not in repr(credentials)
