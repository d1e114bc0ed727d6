# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the data plane needs of the machine."""

from __future__ import annotations

import importlib.util
import os
import shutil

from .charon import CHARON

OPENVPN = "/usr/sbin/openvpn"
_PROGRAMS = {"ip": "iproute2", "ping": "iputils-ping", CHARON: "strongswan-charon", OPENVPN: "openvpn"}


def lacking() -> str:
    """The first thing that is not there; empty if all is."""
    if os.geteuid() != 0:
        return "root is needed"
    for program, package in _PROGRAMS.items():
        if not shutil.which(program):
            return f"{program} is not there (Debian: apt-get install {package})"
    if not importlib.util.find_spec("vici"):
        return "the Python package vici is not there (pip install vici)"
    return ""
