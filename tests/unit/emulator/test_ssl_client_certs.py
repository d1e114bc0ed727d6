# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client certificates: real X.509, expiry, profile."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, gateway

_DAY = 24 * 3600


def _server(call: Caller, **parameters: Any) -> str:
    owner = gateway(call, EnableSsl=True, **{"VpcId": "vpc-1", **parameters.pop("gateway", {})})
    number = len(call.cloud.state.region(call.region).table("ssl_vpn_servers")) + 1
    pool = {"ClientIpPool": f"192.168.{number}.0/24", "LocalSubnet": "10.0.0.0/8"}
    return call("CreateSslVpnServer", VpnGatewayId=owner, **pool, **parameters)["SslVpnServerId"]


def _created(call: Caller, server_id: str, **parameters: Any) -> str:
    return call("CreateSslVpnClientCert", SslVpnServerId=server_id, **parameters)["SslVpnClientCertId"]


def _read(call: Caller, certificate_id: str) -> dict[str, Any]:
    return call("DescribeSslVpnClientCert", SslVpnClientCertId=certificate_id)


def _certificate(text: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(text.encode())


def _public(key: Any) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def test_certificate_is_valid(call: Caller, clock: ManualClock) -> None:
    certificate_id = _created(call, _server(call), Name="laptop")
    read = _read(call, certificate_id)
    authority, certificate = _certificate(read["CaCert"]), _certificate(read["ClientCert"])
    certificate.verify_directly_issued_by(authority)
    authority.verify_directly_issued_by(authority)
    key = serialization.load_pem_private_key(read["ClientKey"].encode(), password=None)
    assert _public(key.public_key()) == _public(certificate.public_key())
    assert _name(certificate) == certificate_id
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert authority.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    end = datetime.fromtimestamp(clock(), timezone.utc) + timedelta(days=1095)
    assert certificate.not_valid_after_utc == end
    assert read["EndTime"] == int(end.timestamp() * 1000)
    assert authority.not_valid_after_utc > end


def test_each_server_has_its_own_authority(call: Caller) -> None:
    reads = [_read(call, _created(call, _server(call))) for _unused in range(2)]
    assert reads[0]["CaCert"] != reads[1]["CaCert"]
    with pytest.raises(ValueError, match=r"[Ii]ssuer"):
        _certificate(reads[0]["ClientCert"]).verify_directly_issued_by(_certificate(reads[1]["CaCert"]))


def test_files_for_a_real_server(call: Caller) -> None:
    server_id = _server(call)
    files = call.cloud.ssl_server_files(server_id)
    certificate = _certificate(files["server.crt"])
    certificate.verify_directly_issued_by(_certificate(files["ca.crt"]))
    assert files["ca.crt"] == _read(call, _created(call, server_id))["CaCert"]
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    key = serialization.load_pem_private_key(files["server.key"].encode(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert _public(key.public_key()) == _public(certificate.public_key())


def test_only_the_single_read_has_keys_and_certificates(call: Caller) -> None:
    server_id = _server(call)
    created = call("CreateSslVpnClientCert", SslVpnServerId=server_id, Name="laptop")
    assert set(created) == {"SslVpnClientCertId", "Name"}
    (listed,) = call("DescribeSslVpnClientCerts")["SslVpnClientCertKeys"]["SslVpnClientCertKey"]
    read = _read(call, created["SslVpnClientCertId"])
    secrets = {"CaCert", "ClientCert", "ClientKey", "ClientConfig"}
    assert {name: value for name, value in read.items() if name not in secrets} == listed
    assert listed["Status"] == "normal"
    assert secrets <= set(read)


def test_profile(call: Caller) -> None:
    server_id = _server(call, Proto="UDP", Port=1195, Cipher="AES-256-CBC")
    (server,) = call("DescribeSslVpnServers")["SslVpnServers"]["SslVpnServer"]
    certificate_id = _created(call, server_id)
    lines = _read(call, certificate_id)["ClientConfig"].splitlines()
    assert lines[0] == "client"
    assert {
        "proto udp",
        f"remote {server['InternetIp']} 1195",
        "cipher AES-256-CBC",
        "ca ca.crt",
        f"cert {certificate_id}.crt",
        f"key {certificate_id}.key",
    } <= set(lines)
    assert not {"comp-lzo", "auth-user-pass"} & set(lines)
    login = {"EnableMultiFactorAuth": True, "IDaaSInstanceId": "idaas-1", "IDaaSRegionId": "cn-hangzhou"}
    call("ModifySslVpnServer", SslVpnServerId=server_id, Proto="TCP", Compress=True, **login)
    lines = _read(call, certificate_id)["ClientConfig"].splitlines()
    assert {"proto tcp", "comp-lzo", "auth-user-pass"} <= set(lines)


@pytest.mark.parametrize(
    ("seconds", "status"),
    [
        (1095 * _DAY - 7 * _DAY - 1, "normal"),
        (1095 * _DAY - 7 * _DAY, "expiring-soon"),
        (1095 * _DAY - 1, "expiring-soon"),
        (1095 * _DAY, "expired"),
    ],
)
def test_expiry(call: Caller, clock: ManualClock, seconds: int, status: str) -> None:
    certificate_id = _created(call, _server(call))
    clock.advance(seconds)
    assert _read(call, certificate_id)["Status"] == status


def test_rename(call: Caller) -> None:
    certificate_id = _created(call, _server(call), Name="a")
    change = {"SslVpnClientCertId": certificate_id}
    assert call("ModifySslVpnClientCert", **change, Name="b") == {**change, "Name": "b"}
    assert call("ModifySslVpnClientCert", **change)["Name"] == "b"
    assert _read(call, certificate_id)["Name"] == "b"


def test_unknown_certificate_has_two_codes(call: Caller) -> None:
    unknown = {"SslVpnClientCertId": "vsc-none"}
    answer = call.answer("DescribeSslVpnClientCert", **unknown)
    assert (answer.status, json.loads(answer.body)["Code"]) == (400, "InvalidInstanceId.NotFound")
    for name in ("ModifySslVpnClientCert", "DeleteSslVpnClientCert"):
        assert call.refused(name, **unknown) == "InvalidSslVpnClientCertId.NotFound"
    assert call("DescribeSslVpnClientCerts", **unknown)["TotalCount"] == 0
    assert call.refused("CreateSslVpnClientCert", SslVpnServerId="vss-none") == "InvalidSslVpnServerId.NotFound"


def test_quota_of_an_account() -> None:
    call = Caller(Cloud(quota=["ssl_vpn_client_certs=2"]))
    server_id = _server(call)
    _created(call, server_id)
    _created(call, _server(call, RegionId="cn-shanghai", gateway={"RegionId": "cn-shanghai"}), RegionId="cn-shanghai")
    assert call.refused("CreateSslVpnClientCert", SslVpnServerId=server_id) == "Resource.QuotaFull"


def test_filters(call: Caller) -> None:
    first_server, second_server = _server(call), _server(call, gateway={"ResourceGroupId": "rg-2"})
    first, second = _created(call, first_server, Name="a"), _created(call, second_server, Name="b")

    def listed(**parameters: Any) -> list[str]:
        answer = call("DescribeSslVpnClientCerts", **parameters)
        items = answer["SslVpnClientCertKeys"]["SslVpnClientCertKey"]
        return [item["SslVpnClientCertId"] for item in items]

    assert listed() == [first, second]
    assert listed(SslVpnServerId=first_server) == [first]
    assert listed(SslVpnClientCertId=second) == [second]
    assert listed(Name="b") == [second]
    assert listed(ResourceGroupId="rg-2") == [second]


def test_delete(slow: Caller, clock: ManualClock) -> None:
    owner = gateway(slow, EnableSsl=True)
    clock.advance(10)
    pool = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}
    server_id = slow("CreateSslVpnServer", VpnGatewayId=owner, **pool)["SslVpnServerId"]
    clock.advance(10)
    certificate_id = _created(slow, server_id)
    assert slow.refused("DeleteSslVpnClientCert", SslVpnClientCertId=certificate_id) == "VpnGateway.Configuring"
    slow("ModifySslVpnClientCert", SslVpnClientCertId=certificate_id, Name="at once")
    clock.advance(10)
    slow("DeleteSslVpnClientCert", SslVpnClientCertId=certificate_id)
    assert _read(slow, certificate_id)["Status"] == "normal"
    clock.advance(10)
    refusal = slow.refused("DescribeSslVpnClientCert", SslVpnClientCertId=certificate_id)
    assert refusal == "InvalidInstanceId.NotFound"
