# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificates of SSL-VPN: a CA for each server, one certificate for the server and one for each client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

# A client certificate is valid for three years (product limits; 1095 days in the samples of the 2022 API reference).
CLIENT_LIFE = timedelta(days=1095)
_AUTHORITY_LIFE = timedelta(days=3650)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Pair:
    """A certificate and its private key, both as PEM text."""

    certificate: str
    key: str


def authority(name: str, now: float) -> Pair:
    """A new CA."""
    key = _key()
    builder = _builder(name, name, key, now, _AUTHORITY_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(sign_certificates=True), critical=True)
    return Pair(_pem(builder.sign(key, hashes.SHA256())), _key_pem(key))


def server(issuer: Pair, name: str, now: float) -> Pair:
    """A server certificate, for a real OpenVPN server."""
    return _issued(issuer, name, now, _AUTHORITY_LIFE - timedelta(days=1), ExtendedKeyUsageOID.SERVER_AUTH)


def client(issuer: Pair, name: str, now: float) -> Pair:
    """A client certificate."""
    return _issued(issuer, name, now, CLIENT_LIFE, ExtendedKeyUsageOID.CLIENT_AUTH)


def _issued(issuer: Pair, name: str, now: float, life: timedelta, purpose: ObjectIdentifier) -> Pair:
    authority_certificate = x509.load_pem_x509_certificate(issuer.certificate.encode())
    authority_key = serialization.load_pem_private_key(issuer.key.encode(), password=None)
    assert isinstance(authority_key, ec.EllipticCurvePrivateKey)
    key = _key()
    issuer_name = authority_certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    builder = _builder(name, str(issuer_name), key, now, life)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(sign_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    builder = builder.add_extension(identifier, critical=False)
    return Pair(_pem(builder.sign(authority_key, hashes.SHA256())), _key_pem(key))


def _key() -> ec.EllipticCurvePrivateKey:
    # Elliptic curves, because an RSA key takes a hundred times as long to create and is no better for a client.
    return ec.generate_private_key(ec.SECP256R1())


def _builder(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, now: float, life: timedelta
) -> x509.CertificateBuilder:
    start = datetime.fromtimestamp(now, timezone.utc)
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - _SECOND)  # a peer whose clock is slightly behind accepts it, too
        .not_valid_after(start + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
