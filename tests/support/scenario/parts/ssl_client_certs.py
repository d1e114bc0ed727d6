# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL client certificates."""

from __future__ import annotations

from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request, having


def _build(call: Caller, ids: Ids) -> None:
    for name in ("ssl_certificate", "idle_ssl_certificate"):
        created = call("CreateSslVpnClientCert", SslVpnServerId=ids["ssl_server"], Name=name)
        ids[name] = created["SslVpnClientCertId"]
    call("ModifySslVpnClientCert", SslVpnClientCertId=ids["ssl_certificate"], Name="laptop")


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [
        ("DescribeSslVpnClientCerts", {}),
        ("DescribeSslVpnClientCert", {"SslVpnClientCertId": ids["ssl_certificate"]}),
    ]


def _writes(ids: Ids) -> dict[str, Request]:
    certificate = {"SslVpnClientCertId": ids["idle_ssl_certificate"]}
    return {
        "CreateSslVpnClientCert": {"SslVpnServerId": ids["ssl_server"]},
        "ModifySslVpnClientCert": {**certificate, "Name": "new"},
        "DeleteSslVpnClientCert": certificate,
    }


def _take_down(call: Caller, ids: Ids) -> None:
    call("DeleteSslVpnClientCert", SslVpnClientCertId=ids["idle_ssl_certificate"])


PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    after=("ssl_servers",),
    at_once=frozenset({"ModifySslVpnClientCert"}),
    causes={
        "InvalidInstanceId.NotFound": having(SslVpnClientCertId="vsc-none"),
        "InvalidSslVpnClientCertId.NotFound": having(SslVpnClientCertId="vsc-none"),
    },
    no_cause={
        "CreateSslCertsQuotaFull.QuotaFull": "a second code for a full quota",
        "SslVpnClientCreateTimes.ReachLimits": "certificates are counted here, but not how often they are created",
    },
)
