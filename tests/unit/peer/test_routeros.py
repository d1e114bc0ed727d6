# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""MikroTik RouterOS: every argument is one that the menu has, and one policy serves two peers."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from tests.support.peer.cases import ANYWHERE, CASES, NOT_WRITTEN, bgp, case, config, dual, ike, ipsec
from tests.support.peer.readers import routeros

# The arguments of add, by inspect.json of RouterOS 7.23 in tikoci/restraml, and the allowed values, by the schemas of
# terraform-routeros/terraform-provider-routeros. A list has commas.
GROUPS = {"modp768", "modp1024", "modp1536", "modp2048"}
ANY: set[str] = set()
ARGUMENTS: dict[str, dict[str, set[str]]] = {
    "/ip ipsec profile": {
        "name": ANY,
        "enc-algorithm": {"des", "3des", "aes-128", "aes-192", "aes-256"},
        "hash-algorithm": {"md5", "sha1", "sha256", "sha384", "sha512"},
        "dh-group": GROUPS,
        "lifetime": ANY,
        "dpd-interval": {"10s"},
        "dpd-maximum-failures": {"3"},
        "nat-traversal": {"yes"},
    },
    "/ip ipsec peer": {
        "name": ANY,
        "address": ANY,
        "local-address": ANY,
        "exchange-mode": {"main", "aggressive", "ike2"},
        "profile": ANY,
    },
    "/ip ipsec identity": {
        "peer": ANY,
        "auth-method": {"pre-shared-key"},
        "my-id": ANY,
        "remote-id": ANY,
        "secret": ANY,
    },
    "/ip ipsec proposal": {
        "name": ANY,
        "enc-algorithms": {"des", "3des", "aes-128-cbc", "aes-192-cbc", "aes-256-cbc"},
        "auth-algorithms": {"md5", "sha1", "sha256", "sha512"},
        "pfs-group": {*GROUPS, "none"},
        "lifetime": ANY,
    },
    "/ip ipsec policy": {
        "comment": ANY,
        "peer": ANY,
        "tunnel": {"yes"},
        "src-address": ANY,
        "dst-address": ANY,
        "action": {"encrypt", "none"},
        "level": {"unique"},
        "proposal": ANY,
    },
    "/ip firewall mangle": {
        "comment": ANY,
        "chain": {"forward"},
        "src-address": ANY,
        "dst-address": ANY,
        "protocol": {"tcp"},
        "tcp-flags": {"syn"},
        "tcp-mss": {"1351-65535"},
        "action": {"change-mss"},
        "new-mss": {"1350"},
    },
}
WRITTEN = [name for name in CASES if (name, "routeros") not in NOT_WRITTEN]


def read(given: dict[str, Any], **options: Any) -> dict[str, list[dict[str, str]]]:
    return routeros(peer_config(given, "routeros", name="hq", **options))


def comments(given: dict[str, Any], **options: Any) -> list[str]:
    """Without their mark and indentation."""
    text = peer_config(given, "routeros", name="hq", **options)
    return [line[1:].strip() for line in text.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_argument_exists(name: str) -> None:
    menus = read(case(name))
    assert list(menus) == list(ARGUMENTS)
    for menu, entries in menus.items():
        for entry in entries:
            for argument, value in entry.items():
                allowed = ARGUMENTS[menu][argument]
                assert not allowed or set(value.split(",")) <= allowed, f"{menu} {argument}={value}"


@pytest.mark.parametrize("name", WRITTEN)
def test_every_name_that_is_used_is_defined_before(name: str) -> None:
    menus = read(case(name))
    peers, proposals = ({entry["name"] for entry in menus[f"/ip ipsec {menu}"]} for menu in ("peer", "proposal"))
    assert {entry["profile"] for entry in menus["/ip ipsec peer"]} == peers
    assert {entry["name"] for entry in menus["/ip ipsec profile"]} == peers
    assert {entry["peer"] for entry in menus["/ip ipsec identity"]} == peers
    (policy,) = menus["/ip ipsec policy"]
    assert set(policy["peer"].split(",")) == peers
    assert {policy["proposal"]} == proposals


@pytest.mark.parametrize("name", WRITTEN)
def test_the_rollback_removes_what_was_added(name: str) -> None:
    said = comments(case(name))
    undone = said[said.index("To roll back:") + 1 :]
    for menu, entries in read(case(name)).items():
        for entry in entries:
            by_name = f"{menu} remove {entry.get('name')}"
            by_peer = f"{menu} remove [find peer={entry.get('peer')}]"
            by_comment = f"{menu} remove [find comment=hq]"
            assert {by_name, by_peer, by_comment} & set(undone)
            assert by_comment not in undone or entry["comment"] == "hq"


def test_one_policy_names_both_peers() -> None:
    menus = read(dual())
    (policy,) = menus["/ip ipsec policy"]
    assert policy == {
        "comment": "hq",
        "peer": "hq-1,hq-2",
        "tunnel": "yes",
        "src-address": "192.168.10.0/24",
        "dst-address": "10.10.0.0/16",
        "action": "encrypt",
        "level": "unique",
        "proposal": "hq",
    }
    (proposal,) = menus["/ip ipsec proposal"]
    assert proposal["enc-algorithms"] == "aes-256-cbc,aes-128-cbc"
    assert proposal["auth-algorithms"] == "sha256"


def test_it_says_what_failover_cannot_do() -> None:
    said = comments(dual())
    assert "While hq-1 is not connected, RouterOS uses hq-2." in " ".join(said)
    assert "It may stay with hq-2 when hq-1 is connected again. To go back to hq-1:" in said
    assert "/ip ipsec peer disable hq-2" in said
    assert any("cannot see that a tunnel that is up loses packets" in line for line in said)
    assert not any("names both peers" in line for line in comments(config()))


def test_the_shorter_lifetime_of_two_tunnels() -> None:
    given = dual()
    given["tunnels_config"][1]["ipsec_config"]["ipsec_lifetime"] = 1800
    assert read(given)["/ip ipsec proposal"][0]["lifetime"] == "1800s"


def test_nothing_leaves_without_encryption() -> None:
    """The policy drops what it cannot encrypt, and NAT and FastTrack must not take packets away from it."""
    said, first = comments(config()), "place-before=0 comment=hq"
    allow = "/ip firewall filter add action=accept chain=input in-interface=ether1 src-address=47.96.0.3"
    for line in (
        "/ip firewall nat add chain=srcnat action=accept src-address=192.168.10.0/24 dst-address=10.10.0.0/16 " + first,
        "/ip firewall filter add action=accept chain=forward ipsec-policy=out,ipsec " + first,
        f"{allow} protocol=udp dst-port=500,4500 {first}",
        f"{allow} protocol=ipsec-esp {first}",
        "Packets that match the policy are dropped while no tunnel is up. They need no blackhole route.",
    ):
        assert line in said


def test_the_router_still_answers_its_own_networks() -> None:
    given = config(remote_subnet=ANYWHERE)
    bypass, encrypt = read(given)["/ip ipsec policy"]
    assert (bypass["src-address"], bypass["dst-address"], bypass["action"]) == ("192.168.10.0/24",) * 2 + ("none",)
    assert (encrypt["dst-address"], encrypt["action"]) == ("0.0.0.0/0", "encrypt")


@pytest.mark.parametrize(
    ("given", "local", "remote"),
    [
        (ike(), "address:203.0.113.10", "address:47.96.0.3"),
        (
            ike(local_id="@office.example.com", remote_id="a@b.example"),
            "fqdn:office.example.com",
            "user-fqdn:a@b.example",
        ),
        # With ikev1 it compares only addresses.
        (ike(ike_version="ikev1", remote_id="hq.example.com"), "address:203.0.113.10", None),
    ],
)
def test_kinds_of_identities(given: dict[str, Any], local: str, remote: str | None) -> None:
    (identity,) = read(config(ike_config=given))["/ip ipsec identity"]
    assert identity["my-id"] == local
    assert identity.get("remote-id") == remote


def test_modes() -> None:
    modes = [read(case(name))["/ip ipsec peer"][0]["exchange-mode"] for name in WRITTEN[:3]]
    assert modes == ["main", "aggressive", "ike2"]


def different_pfs() -> dict[str, Any]:
    given = dual()
    given["tunnels_config"][1]["ipsec_config"]["ipsec_pfs"] = "disabled"
    return given


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE), "routeros has no tunnel interface for IPsec"),
        (
            config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11)]),
            "and no BGP; allowed: one network on each side",
        ),
        (different_pfs(), "ipsec_config.ipsec_pfs: the tunnels have disabled and group14, but routeros has one policy"),
        (config(ike_config=ike(ike_pfs="group24")), "ike_config.ike_pfs: 'group24' is not available for routeros"),
        (config(ipsec_config=ipsec(ipsec_pfs="group24")), "ipsec_config.ipsec_pfs: 'group24' is not available"),
        (
            config(ipsec_config=ipsec(ipsec_auth_alg="sha384")),
            "ipsec_config.ipsec_auth_alg: 'sha384' is not available for routeros; allowed: md5, sha1, sha256, sha512",
        ),
    ],
)
def test_what_routeros_lacks(given: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=message):
        peer_config(given, "routeros")


def test_sha384_is_available_for_ike() -> None:
    (profile,) = read(config(ike_config=ike(ike_auth_alg="sha384")))["/ip ipsec profile"]
    assert profile["hash-algorithm"] == "sha384"
