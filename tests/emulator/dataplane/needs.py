# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the data plane needs on this machine."""

from __future__ import annotations

import importlib.util
import os
import shutil

from .charon import CHARON

OPENVPN = "/usr/sbin/openvpn"
_PROGRAMS = {"ip": "iproute2", "ping": "iputils-ping", CHARON: "strongswan-charon", OPENVPN: "openvpn"}


def first_missing() -> str:
    """The first requirement that is not met, with what to do; empty if all are met."""
    if os.geteuid() != 0:
        return "root is required"
    for program, package in _PROGRAMS.items():
        if not shutil.which(program):
            return f"{program} is not installed (Debian: apt-get install {package})"
    if not importlib.util.find_spec("vici"):
        return "the Python package vici is not installed (pip install vici)"
    return ""
