# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.bench.list_ours URL REGION``: lists VPN gateways as the info module and the inventory do; prints
seconds, and how many it found. With ``client`` as a third word only the client's part, without results for users."""

from __future__ import annotations

import importlib
import json
import sys
import time

from tests.support import tree

sys.path.insert(0, str(tree.ensure()))

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.listing import list_all
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.remote import Remote
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect


def main(url: str, region: str, part: str = "") -> int:
    """`part`: client, or all of it."""
    limits = {"validate_certs": True, "timeout": 30, "retry_timeout": 30}
    key = {"access_key_id": "testid", "access_key_secret": "testsecret"}
    client = connect({**limits, **key, "endpoint": url, "region": region}, read_only=True)
    importlib.import_module("requests")  # list_plain too has its library before it begins
    begun = time.monotonic()
    found = Remote(VPN_GATEWAY, client).fetch({}) if part == "client" else list_all(VPN_GATEWAY, client, {})
    print(json.dumps([time.monotonic() - begun, len(found)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
