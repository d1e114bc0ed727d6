# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A program that prints a key, as the mode External of the Alibaba Cloud CLI has it."""

from __future__ import annotations

import json
import shlex
import subprocess
import typing as t

from .credentials import AccessKey, Renewed, Source, moment
from .errors import CredentialsError, KeyAnswerError, SettingsError
from .network import Network

_TIMEOUT = 60
_SOURCE = "process_command"


def external(command: str, network: Network, where: str) -> Source:
    """The keys that a program prints. It is started without a shell. What it prints is in no message, because it may
    be a secret. Raises SettingsError."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SettingsError(f"process_command: not a command in {where} ({error}); correct it") from None
    if not words:
        raise SettingsError(f"process_command: not given in {where}; give it as well")
    return Renewed(f"{_SOURCE} {words[0]}", lambda: _key(_run(words)), network.clock)


def _run(words: list[str]) -> t.Any:
    # run_command, which pylint wants here, is AnsibleModule's: lookups and the inventory have none.
    try:
        ended = subprocess.run(  # pylint: disable=ansible-bad-function
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise KeyAnswerError(f"{_SOURCE}: {words[0]} did not end within {_TIMEOUT} seconds") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise CredentialsError(f"{_SOURCE}: {words[0]} cannot be started: {reason}") from None
    if ended.returncode:
        raise KeyAnswerError(f"{_SOURCE}: {words[0]} ended with exit code {ended.returncode}")
    try:
        return json.loads(ended.stdout)
    except (ValueError, RecursionError):
        raise KeyAnswerError(f"{_SOURCE}: {words[0]} did not print JSON") from None


def _key(printed: t.Any) -> AccessKey:
    printed = printed if isinstance(printed, dict) else {}
    names = ["access_key_id", "access_key_secret"] + ["sts_token"] * (printed.get("mode") == "StsToken")
    for name in names:
        if not isinstance(printed.get(name), str) or not printed[name]:
            raise KeyAnswerError(f"{_SOURCE}: the answer has no {name}")
    expiration = printed.get("expiration")
    return AccessKey(
        printed["access_key_id"],
        printed["access_key_secret"],
        str(printed.get("sts_token") or ""),
        moment(str(expiration), _SOURCE) if expiration else None,
    )
