# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The host of each region (contract: common.yaml, `endpoints`)."""

from __future__ import annotations

import re

from .._rpc.errors import SettingsError

_REGION = re.compile(r"[a-z0-9-]{1,63}\Z")
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?/?\Z", re.IGNORECASE
)

# Regions that do not follow the rule vpc.REGION.aliyuncs.com, as the official SDKs list them.
_CENTRAL = frozenset(
    (
        "ap-northeast-2-pop",
        "cn-beijing-finance-pop",
        "cn-beijing-gov-1",
        "cn-beijing-nu16-b01",
        "cn-fujian",
        "cn-haidian-cm12-c01",
        "cn-hangzhou",
        "cn-hangzhou-bj-b01",
        "cn-hangzhou-finance",
        "cn-hangzhou-internal-prod-1",
        "cn-hongkong-finance-pop",
        "cn-north-2-gov-1",
        "cn-shanghai-et2-b01",
        "cn-shanghai-finance-1",
        "cn-shanghai-inner",
        "cn-shenzhen-finance-1",
        "cn-shenzhen-inner",
        "cn-shenzhen-st4-d01",
        "cn-shenzhen-su18-b01",
        "cn-wuhan",
        "cn-yushanfang",
        "cn-zhangbei",
        "cn-zhangbei-na61-b01",
        "rus-west-1-pop",
    )
)
_OTHER = {
    "cn-edge-1": "vpc-nebula.cn-qingdao-nebula.aliyuncs.com",
    "cn-hangzhou-internal-test-1": "vpc-pre.cn-hangzhou.aliyuncs.com",
    "cn-hangzhou-internal-test-2": "vpc-inner-pre.cn-hangzhou.aliyuncs.com",
    "cn-hangzhou-internal-test-3": "vpc-pre.cn-hangzhou.aliyuncs.com",
    "cn-hangzhou-test-306": "vpc-pre.cn-hangzhou.aliyuncs.com",
    "cn-huhehaote-nebula-1": "vpc-nebula.cn-qingdao-nebula.aliyuncs.com",
    "cn-qingdao-nebula": "vpc-nebula.cn-qingdao-nebula.aliyuncs.com",
    "cn-shanghai-et15-b01": "vpc-pre.cn-hangzhou.aliyuncs.com",
    "cn-shanghai-internal-test-1": "vpc-pre.cn-hangzhou.aliyuncs.com",
    "cn-zhangjiakou-na62-a01": "vpc.cn-zhangjiakou.aliyuncs.com",
    "cn-zhengzhou-nebula-1": "vpc-nebula.cn-qingdao-nebula.aliyuncs.com",
    "eu-west-1-oxs": "vpc-nebula.cn-shenzhen-cloudstone.aliyuncs.com",
}


def host_of(region: str) -> str:
    if region in _CENTRAL:
        return "vpc.aliyuncs.com"
    return _OTHER.get(region, f"vpc.{region}.aliyuncs.com")


def base_url(region: str, endpoint: str | None) -> str:
    """The address to call. Plain HTTP is used only when the endpoint starts with http://. Raises SettingsError for
    anything that is more than a region or a host: a text from a playbook must not decide what else is called."""
    if not _REGION.match(region):
        raise SettingsError(
            f"region: {region!r} is not allowed; allowed: 1 to 63 characters of a-z, 0-9 and -, such as cn-hangzhou"
        )
    if not endpoint:
        return f"https://{host_of(region)}/"
    if "@" in endpoint:  # the value is not shown, because it may hold a password
        raise SettingsError(
            "endpoint: a user name or password is not allowed; give the host alone, such as "
            "vpc.cn-hangzhou.aliyuncs.com, and the access key in access_key_id and access_key_secret"
        )
    address = _ADDRESS.match(endpoint)
    port = int(address["port"] or 443) if address else 0
    if not address or not 1 <= port <= 65535:
        raise SettingsError(
            f"endpoint: {endpoint!r} is not allowed; allowed: a host such as vpc.cn-hangzhou.aliyuncs.com, with "
            "http:// or https:// before it and a port after it where they are needed, and no path"
        )
    after = f":{port}" if address["port"] else ""
    return f"{(address['scheme'] or 'https').lower()}://{address['host']}{after}/"
