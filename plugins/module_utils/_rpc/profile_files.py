# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Files with profiles: that of the Alibaba Cloud CLI, which is JSON, and the INI file of the SDKs."""

from __future__ import annotations

import configparser
import json
import typing as t

from .errors import SettingsError

Raw = t.Mapping[str, t.Any]

# The INI file says the same as the CLI in other words.
_MODES = {"access_key": "AK", "ram_role_arn": "RamRoleArn", "oidc_role_arn": "OIDC", "ecs_ram_role": "EcsRamRole"}
_NAMES = {
    "role_arn": "ram_role_arn",
    "role_session_name": "ram_session_name",
    "role_name": "ram_role_name",
    "oidc_token_file_path": "oidc_token_file",
}


def is_ini(path: str) -> bool:
    """Whether a file is one of the SDKs. One that cannot be read is not."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(4096).lstrip()[:1] in ("[", "#", ";")
    except (OSError, ValueError):
        return False


def read(path: str) -> tuple[str, dict[str, Raw]]:
    """The name of the current profile, and the profiles in the words of the CLI. Raises SettingsError."""
    if is_ini(path):
        return "default", _read_ini(path)
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        return content.get("current") or "default", {profile["name"]: profile for profile in content["profiles"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(
            f"profile: {path} is not a configuration file of the Alibaba Cloud CLI ({type(error).__name__}: {error}); "
            "correct it, or give access_key_id and access_key_secret"
        ) from None


def _read_ini(path: str) -> dict[str, Raw]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, ValueError) as error:  # their texts quote the file
        raise SettingsError(
            f"profile: {path} is not a credentials file of the SDKs ({type(error).__name__}); correct it, or give "
            "access_key_id and access_key_secret"
        ) from None
    return {section: _in_words_of_the_cli(parser[section]) for section in parser.sections()}


def _in_words_of_the_cli(given: t.Mapping[str, str]) -> Raw:
    values = {name: value.partition("#")[0].strip() for name, value in given.items()}
    kind = values.pop("type", "")
    words = {_NAMES.get(name, name): value for name, value in values.items()}
    return {**words, "mode": _MODES.get(kind, kind or "none")}
