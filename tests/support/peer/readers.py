# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a vendor reads the text: small readers, by the rules that each vendor documents."""

from __future__ import annotations

import base64
import re
import shlex
from typing import Any

_TOKEN = re.compile(r'\s*(?:#[^\n]*|(?P<mark>[{}=])|"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<word>[^#{}="\s]+))')


def swanctl(text: str) -> dict[str, Any]:
    """strongswan.conf(5): sections in braces, a value up to the end of its line or in quotes, # begins a comment."""
    stack: list[dict[str, Any]] = [{}]
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if stripped == "}":
            stack.pop()
        elif stripped.endswith("{") and "=" not in stripped:
            name = stripped[:-1].strip()
            assert re.fullmatch(r"[^.,:{}=\"#\s]+", name), name
            stack.append(stack[-1].setdefault(name, {}))
        else:
            name, value = (part.strip() for part in stripped.split("=", 1))
            assert re.fullmatch(r"[^.,:{}=\"#\s]+", name), name
            assert name not in stack[-1], name
            stack[-1][name] = _swanctl_value(value)
    (settings,) = stack
    return settings


def _swanctl_value(value: str) -> str:
    if not value.startswith('"'):
        assert not set(value) & set('#}"'), value
        return value
    match = _TOKEN.fullmatch(value)
    assert match, value
    escaped = match["quoted"]
    assert not re.search(r"\\[nrt]", re.sub(r"\\\\", "", escaped)), value
    return re.sub(r"\\(.)", r"\1", escaped)


def swanctl_secret(value: str) -> str:
    """load_creds.c: 0x and 0s are recognised after the quotes are removed."""
    if value[:2].lower() == "0s":
        return base64.b64decode(value[2:]).decode()
    return bytes.fromhex(value[2:]).decode() if value[:2].lower() == "0x" else value


def key_swanctl(text: str) -> str:
    (entry,) = swanctl(text)["secrets"].values()
    return swanctl_secret(entry["secret"])


def key_ipsec_secrets(text: str) -> str:
    """stroke_cred.c: in quotes everything is literal, up to the next quote."""
    (line,) = [line for line in text.splitlines() if line and not line.startswith("#")]
    secret = line.split(" : PSK ", 1)[1]
    if secret.startswith('"'):
        assert secret.index('"', 1) == len(secret) - 1
        return secret[1:-1]
    assert secret.startswith("0s")
    return base64.b64decode(secret[2:]).decode()


def key_cisco(text: str) -> str:
    """The last word of the line; a ? cannot be entered."""
    (line,) = [line for line in text.splitlines() if "pre-shared-key" in line]
    assert "?" not in line
    return line.split()[-1]


def key_juniper(text: str) -> str:
    (line,) = [
        line for line in text.splitlines() if ("pre-shared-key " in line and "-key ascii" in line) or "hexad" in line
    ]
    kind, quoted = line.split()[-2:]
    match = re.fullmatch(r'"([A-Za-z0-9._~+=:,@%^*/-]+)"', quoted)
    assert match
    value = match[1]
    return bytes.fromhex(value).decode() if kind == "hexadecimal" else value


def key_fortigate(text: str) -> str:
    """0x starts bytes, also in quotes."""
    (value,) = re.findall(r"set psksecret (\S+)$", text, re.MULTILINE)
    value = value.strip('"')
    assert re.fullmatch(r"[A-Za-z0-9._~+=:,@%^*/-]{6,130}", value)
    return bytes.fromhex(value[2:]).decode() if value.lower().startswith("0x") else value


def key_vyos(text: str) -> str:
    """A shell reads the command; VyOS puts the value in double quotes into a swanctl.conf."""
    (line,) = [line for line in text.splitlines() if " secret " in line]
    value = shlex.split(line)[-1]
    return swanctl_secret(_swanctl_value(f'"{value}"'))


def key_panos(text: str) -> str:
    """In double quotes everything is literal. A value that starts with a hyphen is encrypted."""
    (value,) = re.findall(r' pre-shared-key key "([^"\'?\\]*)"$', text, re.MULTILINE)
    assert not value.startswith("-")
    return value


def routeros(text: str) -> dict[str, list[dict[str, str]]]:
    """The arguments of each add, by menu. In quotes, $, ? and the backslash are special, and none of them is there."""
    menus: dict[str, list[dict[str, str]]] = {}
    menu = ""
    for line in text.splitlines():
        if line.startswith("/"):
            menu = line
        elif not line.startswith("#"):
            assert re.fullmatch(r'add( [a-z-]+=("[^"$?\\]*"|[^\s"$?\\;#]+))+', line), line
            words = (word.split("=", 1) for word in line.split()[1:])
            menus.setdefault(menu, []).append({name: value.strip('"') for name, value in words})
    return menus


def key_routeros(text: str) -> str:
    """A secret that starts with 0x is in hexadecimal."""
    (entry,) = routeros(text)["/ip ipsec identity"]
    value = entry["secret"]
    return bytes.fromhex(value[2:]).decode() if value.startswith("0x") else value


def pages(text: str) -> list[tuple[str, dict[str, str]]]:
    """The pages of a GUI in their order: the path of each, and its fields."""
    result: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            number, path = line[1:].split("] ", 1)
            assert int(number) == len(result) + 1
            result.append((path, {}))
            continue
        label, value = line.removeprefix("    ").split(": ", 1)
        assert line.startswith("    ")
        assert label not in result[-1][1]
        result[-1][1][label] = value
    return result


def key_pages(text: str) -> str:
    """As it is: both vendors encode it for strongSwan."""
    (value,) = [fields["Pre-Shared Key"] for _path, fields in pages(text) if "Pre-Shared Key" in fields]
    return value


KEY_READERS = {
    "strongswan_swanctl": key_swanctl,
    "strongswan_swanctl_secrets": key_swanctl,
    "strongswan_ipsec_secrets": key_ipsec_secrets,
    "cisco_ios": key_cisco,
    "juniper_srx": key_juniper,
    "fortigate": key_fortigate,
    "vyos": key_vyos,
    "panos": key_panos,
    "routeros": key_routeros,
    "opnsense": key_pages,
    "pfsense": key_pages,
}
