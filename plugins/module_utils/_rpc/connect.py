# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""From connection options and the environment to a client. Modules and plugins both come in here."""

from __future__ import annotations

import os
import typing as t

from .client import Client
from .clock import Clock
from .credentials import find_credentials, first_set
from .endpoints import base_url
from .errors import SettingsError
from .transport import Transport

_REGION = ("ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION")
_ENDPOINT = ("ALIBABA_CLOUD_ENDPOINT_VPC", "VPC_ENDPOINT")


def connect(
    options: t.Mapping[str, t.Any],
    read_only: bool = False,
    environ: t.Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> Client:
    """Options are those of the `connection` documentation fragment; no call is made. Raises SettingsError."""
    environ = os.environ if environ is None else environ
    credentials, profile = find_credentials(options, environ)
    region = options.get("region") or first_set(_REGION, environ) or (profile.region if profile else "")
    if not region:
        raise SettingsError("no region: give the region option, such as cn-hangzhou, or set ALIBABA_CLOUD_REGION_ID")
    for name in ("timeout", "retry_timeout"):
        if options[name] < (1 if name == "timeout" else 0):
            raise SettingsError(f"{name}: {options[name]} is not a number of seconds that can be waited")
    verify: bool | str = options["validate_certs"] and (options.get("ca_path") or True)
    url = base_url(region, options.get("endpoint") or first_set(_ENDPOINT, environ))
    return Client(
        Transport(url, timeout=options["timeout"], verify=verify),
        credentials,
        region,
        retry_timeout=options["retry_timeout"],
        read_only=read_only,
        clock=clock,
    )
