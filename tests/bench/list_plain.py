# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.bench.list_plain URL REGION COUNT``: lists VPN gateways with eight threads of http.client and
nothing else; prints seconds, and how many it found."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
import uuid
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support import tree

sys.path.insert(0, str(tree.ensure()))

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.signature import sign

_THREADS = 8
_SIZE = 50


def _query(region: str, page: int) -> dict[str, str]:
    query = {
        "Action": "DescribeVpnGateways",
        "Version": "2016-04-28",
        "Format": "JSON",
        "AccessKeyId": "testid",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": str(uuid.uuid4()),
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "RegionId": region,
        "PageNumber": str(page),
        "PageSize": str(_SIZE),
    }
    return {**query, "Signature": sign("GET", query, "testsecret")}


def main(url: str, region: str, count: int) -> int:
    """`count`: how many there are."""
    numbers = iter(range(1, -(-count // _SIZE) + 1))
    lock = threading.Lock()
    found: list[dict[str, Any]] = []

    def work() -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        while True:
            with lock:
                page = next(numbers, 0)
            if not page:
                return
            connection.request("GET", f"/?{urlencode(_query(region, page))}")
            body = json.loads(connection.getresponse().read())
            found.extend(body["VpnGateways"]["VpnGateway"])

    threads = [threading.Thread(target=work) for _number in range(_THREADS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps([time.monotonic() - begun, len(found)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
