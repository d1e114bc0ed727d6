# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The names of algorithms in the API and in the syntax of each vendor.

Each column is one algorithm and each row one dialect. A vendor has several dialects if it writes IKE and ESP, or IKEv1
and IKEv2, differently. "-" means that the vendor does not support the algorithm, and "_" stands for a space. sm3 and
sm4 are for SM gateways, and no vendor here supports them.

Sources:
- strongswan: https://docs.strongswan.org/docs/latest/config/proposals.html and its keywords in
  src/libstrongswan/crypto/proposal/proposal_keywords_static.txt of github.com/strongswan/strongswan
- cisco: https://netascode.cisco.com/docs/data_models/iosxe/device/crypto (transform sets, IKEv2 proposals),
  https://www.cisco.com/en/US/docs/ios-xml/ios/sec_conn_ike2vpn/configuration/15-2mt/sec-apx-ikev2-legacy.html
- juniper: https://www.juniper.net/documentation/us/en/software/junos/cli-reference/topics/ref/statement/
  security-edit-proposal-ike.html and security-edit-proposal-ipsec.html; sha512 needs a release with junos-ike
- fortigate: choices of proposal and dhgrp in fortios_vpn_ipsec_phase1_interface of the collection fortinet.fortios
- vyos: interface-definitions/include/vpn-ipsec-encryption.xml.i, vpn-ipsec-hash.xml.i and vpn_ipsec.xml.in of
  github.com/vyos/vyos-1x
- panos: specs/objects/profiles/ike-crypto-profile.yaml and ipsec-crypto-profile.yaml of
  github.com/PaloAltoNetworks/pan-os-codegen; releases up to 10 also have des
- routeros: allowed values in resource_ip_ipsec_profile.go and resource_ip_ipsec_proposal.go of
  github.com/terraform-routeros/terraform-provider-routeros, and inspect.json of RouterOS 7.23 in
  github.com/tikoci/restraml
- opnsense: IPsecProposalField.php of github.com/opnsense/core, whose menu has whole proposals (see opnsense.py)
- pfsense: p1_ealgos, p1_halgos, p1_dhgroups and their likes in ipsec.inc of github.com/pfsense/pfsense
"""

from __future__ import annotations

from dataclasses import dataclass

from .connection import Esp, Ike
from .errors import PeerError, not_available

_ENCRYPTION = """
API          aes           aes192           aes256           des       3des
strongswan   aes128        aes192           aes256           des       3des
cisco_ike1   aes           aes_192          aes_256          des       3des
cisco_ike2   aes-cbc-128   aes-cbc-192      aes-cbc-256      des       3des
cisco_esp    esp-aes       esp-aes_192      esp-aes_256      esp-des   esp-3des
juniper_ike  aes-128-cbc   aes-192-cbc      aes-256-cbc      des-cbc   3des-cbc
juniper_esp  aes-128-cbc   aes-192-cbc      aes-256-cbc      des-cbc   3des-cbc
fortigate    aes128        aes192           aes256           des       3des
vyos         aes128        aes192           aes256           -         3des
panos        aes-128-cbc   aes-192-cbc      aes-256-cbc      -         3des
routeros_ike aes-128       aes-192          aes-256          des       3des
routeros_esp aes-128-cbc   aes-192-cbc      aes-256-cbc      des       3des
opnsense     aes128        aes192           aes256           -         -
pfsense      AES,_128_bits AES,_192_bits    AES,_256_bits    -         -
"""
_HASH = """
API          md5           sha1             sha256            sha384           sha512
strongswan   md5           sha1             sha256            sha384           sha512
cisco_ike1   md5           sha              sha256            sha384           sha512
cisco_ike2   md5           sha1             sha256            sha384           sha512
cisco_esp    esp-md5-hmac  esp-sha-hmac     esp-sha256-hmac   esp-sha384-hmac  esp-sha512-hmac
juniper_ike  md5           sha1             sha-256           sha-384          sha-512
juniper_esp  hmac-md5-96   hmac-sha1-96     hmac-sha-256-128  hmac-sha-384     hmac-sha-512
fortigate    md5           sha1             sha256            sha384           sha512
vyos         md5           sha1             sha256            sha384           sha512
panos        md5           sha1             sha256            sha384           sha512
routeros_ike md5           sha1             sha256            sha384           sha512
routeros_esp md5           sha1             sha256            -                sha512
opnsense     -             sha1             sha256            sha384           sha512
pfsense      -             SHA1             SHA256            SHA384           SHA512
"""
_GROUP = """
API          group1        group2           group5            group14          group24
strongswan   modp768       modp1024         modp1536          modp2048         modp2048s256
cisco_ike1   1             2                5                 14               24
cisco_ike2   1             2                5                 14               24
cisco_esp    group1        group2           group5            group14          group24
juniper_ike  group1        group2           group5            group14          group24
juniper_esp  group1        group2           group5            group14          group24
fortigate    1             2                5                 14               -
vyos         1             2                5                 14               24
panos        group1        group2           group5            group14          -
routeros_ike modp768       modp1024         modp1536          modp2048         -
routeros_esp modp768       modp1024         modp1536          modp2048         -
opnsense     -             modp1024         modp1536          modp2048         -
pfsense      1_(768_bit)   2_(1024_bit)     5_(1536_bit)      14_(2048_bit)    24_(2048(sub_256)_bit)
"""
# Seconds. The API allows 0 to 86400.
_LIFETIMES = {
    "strongswan": (60, 86400),
    "cisco_ike1": (60, 86400),
    "cisco_ike2": (120, 86400),
    "cisco_esp": (120, 86400),
    "juniper_ike": (180, 86400),
    "juniper_esp": (180, 86400),
    "fortigate": (120, 86400),
    "vyos": (30, 86400),
    "panos": (180, 86400),
    "routeros_ike": (60, 86400),
    "routeros_esp": (60, 86400),
    "opnsense": (60, 86400),
    "pfsense": (60, 86400),
}


@dataclass(frozen=True)
class Proposal:
    """An IKE or ESP proposal in one dialect."""

    encryption: str
    hash: str
    # Empty in phase 2 without perfect forward secrecy.
    group: str
    lifetime: int


def ike(phase: Ike, dialect: str, vendor: str) -> Proposal:
    return _translate(phase, dialect, vendor, "ike_config.ike", pfs=True)


def esp(phase: Esp, dialect: str, vendor: str) -> Proposal:
    return _translate(phase, dialect, vendor, "ipsec_config.ipsec", pfs=phase.pfs)


def _translate(phase: Ike | Esp, dialect: str, vendor: str, field: str, pfs: bool) -> Proposal:
    def translated(table: str, value: str, name: str) -> str:
        rows = {cells[0]: cells[1:] for cells in map(str.split, table.strip().splitlines())}
        known = {api: text.replace("_", " ") for api, text in zip(rows["API"], rows[dialect]) if text != "-"}
        if value not in known:
            raise not_available(f"{field}_{name}", value, vendor, known)
        return known[value]

    least, most = _LIFETIMES[dialect]
    if not least <= phase.lifetime <= most:
        raise PeerError(
            f"{field}_lifetime: {phase.lifetime} is not available for {vendor}; allowed: {least} to {most} seconds"
        )
    return Proposal(
        encryption=translated(_ENCRYPTION, phase.encryption, "enc_alg"),
        hash=translated(_HASH, phase.hash, "auth_alg"),
        group=translated(_GROUP, phase.group, "pfs") if pfs else "",
        lifetime=phase.lifetime,
    )
