# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The list of vendors, and the function that writes a configuration for one of them."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass

from . import (
    cisco_ios,
    fortigate,
    juniper_srx,
    opnsense,
    panos,
    pfsense,
    routeros,
    strongswan_ipsec,
    strongswan_swanctl,
    vyos,
)
from .connection import Connection, DeviceOptions, read
from .errors import PeerError, not_available


@dataclass(frozen=True)
class Vendor:
    """``render`` takes the connection and the name of the interface towards the Internet."""

    render: t.Callable[[Connection, str], str]
    interface: str


VENDORS: t.Mapping[str, Vendor] = {
    "strongswan_swanctl": Vendor(strongswan_swanctl.render, "eth0"),
    "strongswan_swanctl_connections": Vendor(strongswan_swanctl.render_connections, "eth0"),
    "strongswan_swanctl_secrets": Vendor(strongswan_swanctl.render_secrets, "eth0"),
    "strongswan_ipsec_conf": Vendor(strongswan_ipsec.render, "eth0"),
    "strongswan_ipsec_secrets": Vendor(strongswan_ipsec.render_secrets, "eth0"),
    "cisco_ios": Vendor(cisco_ios.render, cisco_ios.INTERFACE),
    "juniper_srx": Vendor(juniper_srx.render, juniper_srx.INTERFACE),
    "fortigate": Vendor(fortigate.render, fortigate.INTERFACE),
    "vyos": Vendor(vyos.render, vyos.INTERFACE),
    "panos": Vendor(panos.render, panos.INTERFACE),
    "routeros": Vendor(routeros.render, routeros.INTERFACE),
    "opnsense": Vendor(opnsense.render, opnsense.INTERFACE),
    "pfsense": Vendor(pfsense.render, pfsense.INTERFACE),
}


def peer_text(config: t.Any, vendor: str, options: DeviceOptions, interface: str | None = None) -> str:
    """The text. Raises PeerError for what cannot be written."""
    if vendor not in VENDORS:
        raise not_available("vendor", vendor, "peer_config", VENDORS)
    if interface is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9/._:-]{0,60}", interface):
        raise PeerError(
            f"interface: {interface!r} is not allowed; allowed: the name of an interface such as eth0 or ge-0/0/0.0"
        )
    found = VENDORS[vendor]
    return found.render(read(config, options), interface or found.interface)
