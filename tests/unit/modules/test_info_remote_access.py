# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Info modules of remote access, certificates and policy routes: filters, IDs, names, queries, secrets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.once import Once
from tests.support.tasks import REGION, Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

CERTIFICATE = {"certificate_type": "Signature", "certificate_id": "cert-1"}
# Module, its result, and the member that identifies a resource in it.
KINDS = {
    "ssl_vpn_server_info": ("ssl_vpn_servers", "name"),
    "ssl_vpn_client_cert_info": ("ssl_vpn_client_certs", "name"),
    "ipsec_server_info": ("ipsec_servers", "ipsec_server_name"),
    "vpn_gateway_certificate_info": ("vpn_gateway_certificates", "certificate_id"),
    "vpn_pbr_route_entry_info": ("vpn_pbr_route_entries", "route_dest"),
}


@Once
def _build(tasks: Tasks) -> dict[str, str]:
    """Two resources of each kind; returns their IDs."""
    ids = {"hq": tasks.gateway(enable_ssl=True), "office": tasks.customer()}
    ids["lab"] = tasks.gateway("lab", vpc_id="vpc-2", enable_ssl=True, resource_group_id="rg-2")
    ids["hq-office"] = tasks.connection(auto_config_route=False)
    for number, (name, gateway) in enumerate((("hq-remote", "hq"), ("lab-remote", "lab"))):
        ids[name] = tasks.ssl_server(name, vpn_gateway=gateway, client_ip_pool=f"192.168.10{number}.0/24")
    for name, server in (("anna", "hq-remote"), ("berta", "lab-remote")):
        created = tasks("ssl_vpn_client_cert", name=name, ssl_vpn_server=server)
        ids[name] = created["ssl_vpn_client_cert"]["ssl_vpn_client_cert_id"]
    for number, (name, gateway) in enumerate((("hq-phones", "hq"), ("lab-phones", "lab"))):
        networks = {"client_ip_pool": f"192.168.11{number}.0/24", "local_subnet": ["10.10.0.0/16"]}
        created = tasks("ipsec_server", name=name, vpn_gateway=gateway, psk=f"s3cret-of-{name}", **networks)
        ids[name] = created["ipsec_server"]["ipsec_server_id"]
    ids["sm"] = tasks.gateway("sm", vpn_type="NationalStandard")
    ids["sm-2"] = tasks.gateway("sm-2", vpn_type="NationalStandard")
    tasks("vpn_gateway_certificate", vpn_gateway="sm", **CERTIFICATE)
    tasks("vpn_gateway_certificate", vpn_gateway="sm", certificate_type="Encryption", certificate_id="cert-2")
    tasks("vpn_gateway_certificate", vpn_gateway="sm-2", certificate_type="Signature", certificate_id="cert-3")
    for number in (1, 2):
        networks = {"route_source": "10.10.0.0/24", "route_dest": f"172.16.{number}.0/24"}
        tasks("vpn_pbr_route_entry", vpn_gateway="hq", next_hop="hq-office", **networks)
    return ids


@pytest.fixture
def site(tasks: Tasks) -> dict[str, str]:
    return _build(tasks)


def _found(tasks: Tasks, module: str, check: bool = False, **options: Any) -> list[str]:
    plural, member = KINDS[module]
    ran = tasks(module, check=check, **options)
    assert ran["changed"] is False
    return [item[member] for item in ran[plural]]


@pytest.mark.parametrize(
    ("module", "options", "found"),
    [
        ("ssl_vpn_server_info", {}, ["hq-remote", "lab-remote"]),
        ("ssl_vpn_server_info", {"names": ["lab-remote", "nobody"]}, ["lab-remote"]),
        ("ssl_vpn_server_info", {"vpn_gateway": "lab"}, ["lab-remote"]),
        ("ssl_vpn_server_info", {"resource_group_id": "rg-2"}, ["lab-remote"]),
        ("ssl_vpn_server_info", {"vpn_gateway": "hq", "names": ["lab-remote"]}, []),
        ("ssl_vpn_client_cert_info", {}, ["anna", "berta"]),
        ("ssl_vpn_client_cert_info", {"names": ["anna"]}, ["anna"]),
        ("ssl_vpn_client_cert_info", {"ssl_vpn_server": "lab-remote"}, ["berta"]),
        ("ssl_vpn_client_cert_info", {"resource_group_id": "rg-2"}, ["berta"]),
        ("ipsec_server_info", {}, ["hq-phones", "lab-phones"]),
        ("ipsec_server_info", {"names": ["hq-phones"]}, ["hq-phones"]),
        ("ipsec_server_info", {"vpn_gateway": "lab"}, ["lab-phones"]),
        ("ipsec_server_info", {"resource_group_id": "rg-2"}, ["lab-phones"]),
        ("vpn_gateway_certificate_info", {}, ["cert-1", "cert-2", "cert-3"]),
        ("vpn_gateway_certificate_info", {"vpn_gateway": "sm"}, ["cert-1", "cert-2"]),
        ("vpn_gateway_certificate_info", {"certificate_type": "Signature"}, ["cert-1", "cert-3"]),
        ("vpn_gateway_certificate_info", {"certificate_ids": ["cert-2", "cert-3"]}, ["cert-2", "cert-3"]),
        ("vpn_gateway_certificate_info", {"vpn_gateway": "sm-2", "certificate_type": "Encryption"}, []),
        ("vpn_pbr_route_entry_info", {"vpn_gateway": "hq"}, ["172.16.1.0/24", "172.16.2.0/24"]),
        ("vpn_pbr_route_entry_info", {"vpn_gateway": "lab"}, []),
    ],
)
def test_filters(tasks: Tasks, site: dict[str, str], module: str, options: dict[str, Any], found: list[str]) -> None:
    for check in (True, False):
        assert _found(tasks, module, check=check, **options) == found
    assert tasks.writes() == []


@pytest.mark.parametrize(
    ("module", "option", "names"),
    [
        ("ssl_vpn_server_info", "ssl_vpn_server_ids", ["lab-remote", "hq-remote"]),
        ("ssl_vpn_client_cert_info", "ssl_vpn_client_cert_ids", ["berta", "anna"]),
        ("ipsec_server_info", "ipsec_server_ids", ["lab-phones", "hq-phones"]),
    ],
)
def test_ids(tasks: Tasks, site: dict[str, str], module: str, option: str, names: list[str]) -> None:
    ids = [site[name] for name in names]
    unknown = f"{ids[0][:4]}bp1000000000000000000"
    assert _found(tasks, module, **{option: [ids[0], unknown, ids[1]]}) == names
    assert len(tasks.calls) == 3
    assert _found(tasks, module, **{option: ids}, names=names[:1]) == names[:1]


@pytest.mark.parametrize("module", KINDS)
def test_query(tasks: Tasks, site: dict[str, str], module: str) -> None:
    plural, member = KINDS[module]
    place = {"vpn_gateway": "hq"} if module == "vpn_pbr_route_entry_info" else {}
    ran = tasks(module, query=f"[0:1].{member}", **place)
    assert ran[plural] == _found(tasks, module, **place)[:1]
    tasks.emulator.clear_log()
    assert "JMESPath" in tasks.refused(module, query="[?", **place)
    assert tasks.calls == []


def test_several_pages(tasks: Tasks, site: dict[str, str]) -> None:
    (first, *_others) = tasks.records("ipsec_servers")
    table = tasks.emulator.cloud.state.region(REGION).table("ipsec_servers")
    for number in range(50):
        identifier = f"iss-bp1{number:018}"
        table[identifier] = {**first, "IpsecServerId": identifier, "IpsecServerName": f"phones-{number}"}
    tasks.emulator.clear_log()
    assert len(_found(tasks, "ipsec_server_info")) == 52
    assert tasks.calls == ["ListIpsecServers"] * 3


def test_secrets_are_masked_unless_asked_for(tasks: Tasks, site: dict[str, str]) -> None:
    options = {"ipsec_server_ids": [site["hq-phones"]]}
    for more in ({}, {"query": "[]"}):
        assert "s3cret-of" not in tasks("ipsec_server_info", **options, **more).output
    assert "s3cret-of-hq-phones" in tasks("ipsec_server_info", **options, include_secrets=True).output
    key = tasks.records("ssl_vpn_client_certs")[0]["ClientKey"].splitlines()[1]
    options = {"ssl_vpn_client_cert_ids": [site["anna"]]}
    assert key not in tasks("ssl_vpn_client_cert_info", **options).output
    assert key in tasks("ssl_vpn_client_cert_info", **options, include_secrets=True).output
