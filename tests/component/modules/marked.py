# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of all modules in which every secret is a text that appears nowhere else: what the options take, what the
service holds, and the credentials of every kind."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.emulator.cloud import Cloud
from tests.emulator.keys import Key
from tests.emulator.messages import Request, Response
from tests.support import bad_input
from tests.support.base_tasks import World
from tests.support.identity import PROVIDER, ROLE
from tools import facts

MODULES = facts.modules()
CONNECTION = facts.connection_spec()
# Members of answers that are secrets, as the descriptors say.
MEMBERS = {name for module in MODULES.values() if module.resource for name in module.resource.secrets}
PEM = "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n"
_MARK = re.compile(r"Marked\d{4}Secret")

Options = dict[str, Any]


class Marks:
    """The secrets so far, each with what it is."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def new(self, what: str) -> str:
        mark = f"Marked{len(self.known):04}Secret"
        self.known[mark] = what
        return mark

    def found(self, text: str) -> set[str]:
        """What is shown in a text."""
        issued = {secret for secret in self.known if not _MARK.fullmatch(secret)}
        return {self.known[mark] for mark in {*_MARK.findall(text), *(one for one in issued if one in text)}}


def held(state: str, marks: Marks) -> str:
    """The state of a cloud in which every secret that it holds is marked."""
    return json.dumps(_held(json.loads(state), marks))


def _held(value: Any, marks: Marks, name: str = "") -> Any:
    if isinstance(value, dict):
        return {inner: _held(one, marks, inner) for inner, one in value.items()}
    if isinstance(value, list):
        return [_held(one, marks, name) for one in value]
    if name in MEMBERS and isinstance(value, str) and value:
        mark = marks.new(f"{name} in the cloud")
        return PEM.format(mark) if value.startswith("-----") else mark
    return value


def given(world: World, module: str, marks: Marks) -> Options:
    """Options of a module that succeed, with a mark in every one that is a secret and that they have."""
    options = world.tasks[module][0]
    for path in _secrets(module):
        if bad_input.has(options, path):
            options = bad_input.given(MODULES[module].spec(), options, path, marks.new(f"{module}: {path}"))
    return options


def others(world: World, module: str, marks: Marks) -> Iterator[Options]:
    """Options with a mark in the secrets that `given` does not have; some are refused."""
    for path in _secrets(module):
        if not bad_input.has(world.tasks[module][0], path):
            task = next((one for one in world.tasks[module] if bad_input.has(one, path)), world.tasks[module][0])
            yield bad_input.given(MODULES[module].spec(), task, path, marks.new(f"{module}: {path}"))


def has_secrets(module: str) -> bool:
    """Whether a module takes or shows secrets."""
    return bool(_secrets(module)) or "include_secrets" in MODULES[module].spec()


def _secrets(module: str) -> list[str]:
    """The secret options of a module that are not those of the connection."""
    spec = {name: one for name, one in MODULES[module].spec().items() if name not in CONNECTION}
    return [option.path for option in bad_input.options(spec) if option.spec.get("no_log")]


class Keys:
    """Access keys of an account, each with a marked secret, and the options that use them."""

    def __init__(self, folder: Path, cloud: Cloud, url: str, marks: Marks) -> None:
        self._folder, self._cloud, self._url, self._marks = folder, cloud, url, marks
        self.environment = self._key("the environment")
        profiles = list(self._profiles())
        self.profiles = folder / "config.json"
        self.profiles.write_text(json.dumps({"current": "AK", "profiles": profiles}), encoding="utf-8")
        self.options: dict[str, Options] = {profile["mode"]: {"profile": profile["name"]} for profile in profiles}
        self.options["options"] = self._key("the option access_key_secret")
        self.options["token"] = self._temporary("security_token")
        self.options["role"] = {**self._key("the key of a role"), "role_arn": ROLE}
        uri = f"{url}/given/{marks.new('the address of a helper')}"
        self.options["uri"] = {"credentials_uri": uri}

    def _key(self, what: str) -> Options:
        key = Key(f"id-{len(self._marks.known)}", self._marks.new(what))
        self._cloud.keys.add(key)
        return {"access_key_id": key.key_id, "access_key_secret": key.secret}

    def _temporary(self, name: str) -> Options:
        key = Key(f"STS.id-{len(self._marks.known)}", self._marks.new(f"secret of {name}"), self._marks.new(name))
        self._cloud.keys.add(key)
        return {"access_key_id": key.key_id, "access_key_secret": key.secret, name: key.token}

    def _profiles(self) -> Iterator[Options]:
        role = {"ram_role_arn": ROLE, "ram_session_name": "sweep"}
        yield {"name": "AK", "mode": "AK", **self._key("a profile")}
        yield {"name": "StsToken", "mode": "StsToken", **self._temporary("sts_token")}
        yield {"name": "RamRoleArn", "mode": "RamRoleArn", **self._key("a profile with a role"), **role}
        yield {"name": "Chain", "mode": "ChainableRamRoleArn", "source_profile": "AK", **role}
        token = self._marks.new("the token of an identity provider")
        self._cloud.account.oidc_tokens.add(token)
        file = self._folder / "oidc.token"
        file.write_text(token, encoding="utf-8")
        yield {"name": "OIDC", "mode": "OIDC", "oidc_provider_arn": PROVIDER, "oidc_token_file": str(file), **role}
        uri = f"{self._url}/given/{self._marks.new('the address of a helper in a profile')}"
        yield {"name": "Uri", "mode": "CredentialsURI", "credentials_uri": uri}
        program = self._folder / "program.py"
        printed = {"mode": "StsToken", **self._temporary("sts_token")}
        program.write_text(f"print({json.dumps(printed)!r})\n", encoding="utf-8")
        yield {"name": "Program", "mode": "External", "process_command": f"{sys.executable} {program}"}


Handle = Callable[[Request], Response]


def helper(cloud: Cloud, handle: Handle) -> Handle:
    """A cloud whose server also answers for the helper that gives out keys."""

    def answer(request: Request) -> Response:
        if not request.path.startswith("/given/"):
            return handle(request)
        key = cloud.account.issue(cloud.clock(), 3600)
        shown = {"AccessKeyId": key.key_id, "AccessKeySecret": key.secret, "SecurityToken": key.token}
        body = json.dumps({"Code": "Success", "Expiration": "2099-01-01T00:00:00Z", **shown})
        return Response(200, "application/json", body.encode())

    return answer


def quoting(cloud: Cloud, handle: Handle) -> Handle:
    """A cloud that refuses all writes, and quotes what it was sent."""

    def answer(request: Request) -> Response:
        action = cloud.contract.actions.get(str(request.action))
        if action and action.kind == "write":
            sent = {name: value for name, value in request.parameters.items() if name != "SecurityToken"}
            return _refused("IllegalParam.Options", f"The specified value is malformed: {json.dumps(sent)} {sent}")
        return handle(request)

    return answer


def unsigned(request: Request) -> Response:
    """A cloud that takes every signature for a wrong one; its message has the whole request."""
    text = json.dumps(dict(request.parameters))
    return _refused("SignatureDoesNotMatch", f"Specified signature is not matched. server string to sign is:{text}")


def _refused(code: str, message: str) -> Response:
    body = {"RequestId": "4711", "HostId": "vpc.aliyuncs.com", "Code": code, "Message": message}
    return Response(400, "application/json", json.dumps(body).encode())
