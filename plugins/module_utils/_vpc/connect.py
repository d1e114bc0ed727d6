# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Creates a client from connection options and the environment, for modules and plugins."""

from __future__ import annotations

import os
import typing as t

from .._engine.errors import quoted
from .._rpc.chain import find_credentials, first_set
from .._rpc.client import Client
from .._rpc.clock import Clock
from .._rpc.errors import SettingsError
from .._rpc.network import Network
from .endpoints import base_url
from .service import VPC

_REGION = ("ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION")
_ENDPOINT = ("ALIBABA_CLOUD_ENDPOINT_VPC", "VPC_ENDPOINT")

_LIMITS = (("timeout", 1, 3600), ("retry_timeout", 0, 86400), ("wait_timeout", 0, 86400))


def connect(
    options: t.Mapping[str, t.Any],
    read_only: bool = False,
    environ: t.Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> Client:
    """`options` are those of the `connection` documentation fragment, and `wait_timeout` where a module has it. Sends
    nothing. Raises SettingsError."""
    environ = os.environ if environ is None else environ
    for name, least, most in _LIMITS:
        given = options.get(name, least)
        if isinstance(given, bool) or not least <= given <= most:
            raise SettingsError(f"{name}: {quoted(given)} is not allowed; allowed: {least} to {most} seconds")
    network = Network(
        clock=Clock() if clock is None else clock,
        timeout=options["timeout"],
        verify=options["validate_certs"] and (options.get("ca_path") or True),
        retry_timeout=options["retry_timeout"],
    )
    credentials, profile = find_credentials(options, environ, network)
    region = options.get("region") or first_set(_REGION, environ) or (profile.region if profile else "")
    if not region:
        raise SettingsError(
            "region: not given; give a region such as cn-hangzhou, or set ALIBABA_CLOUD_REGION_ID in the environment"
        )
    url = base_url(region, options.get("endpoint") or first_set(_ENDPOINT, environ))
    return Client(
        VPC,
        network.transport(url),
        credentials,
        region,
        retry_timeout=network.retry_timeout,
        read_only=read_only,
        clock=network.clock,
    )
