# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both official SDKs with the stand-in cloud over HTTP, each with the signature that is its default."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest
from alibabacloud_tea_openapi.models import Config
from alibabacloud_vpc20160428 import models
from alibabacloud_vpc20160428.client import Client
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient

from tests.support.regions import SINGLE_TUNNEL


class OlderSdk:
    """aliyun-python-sdk-core and -vpc: signature 1.0. Request classes are found by the name of the action."""

    def __init__(self, url: str, secret: str = "testsecret", region: str = SINGLE_TUNNEL) -> None:
        self._client = AcsClient("testid", secret, region, auto_retry=False)
        self._endpoint = url.removeprefix("http://")

    def request(self, name: str, parameters: dict[str, Any]) -> Any:
        """The SDK's request object."""
        module = importlib.import_module(f"aliyunsdkvpc.request.v20160428.{name}Request")
        request = getattr(module, f"{name}Request")()
        for key, value in parameters.items():
            getattr(request, f"set_{key}")(value)
        return request

    def __call__(self, name: str, **parameters: Any) -> dict[str, Any]:
        request = self.request(name, parameters)
        request.set_protocol_type("http")
        request.set_endpoint(self._endpoint)
        body: dict[str, Any] = json.loads(self._client.do_action_with_exception(request))
        return body

    def refused(self, name: str, **parameters: Any) -> ServerException:
        """The SDK's error."""
        with pytest.raises(ServerException) as caught:
            self(name, **parameters)
        return caught.value


class TodaysSdk:
    """alibabacloud-vpc20160428: signature ACS3-HMAC-SHA256."""

    def __init__(
        self,
        url: str,
        key_id: str = "testid",
        secret: str = "testsecret",
        token: str | None = None,
        region: str = SINGLE_TUNNEL,
        **more: Any,
    ) -> None:
        config = Config(
            access_key_id=key_id,
            access_key_secret=secret,
            security_token=token,
            protocol="http",
            endpoint=url.removeprefix("http://"),
            region_id=region,
            **more,
        )
        self._client = Client(config)
        self._region = region

    def request(self, name: str, parameters: dict[str, Any]) -> Any:
        """The SDK's request object."""
        return getattr(models, f"{name}Request")().from_map({"RegionId": self._region, **parameters})

    def __call__(self, name: str, **parameters: Any) -> dict[str, Any]:
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
        response = getattr(self._client, snake)(self.request(name, parameters))
        assert response.status_code == 200
        body: dict[str, Any] = response.body.to_map()
        del body["RequestId"]
        return body
