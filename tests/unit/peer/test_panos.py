# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Palo Alto PAN-OS: every command is one that the device has, and the second tunnel takes over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from tests.support.peer.cases import ANYWHERE, CASES, NOT_WRITTEN, bgp, case, config, dual, ike, ipsec

# The paths below each container and their allowed values, by the specs of PaloAltoNetworks/pan-os-codegen.
NAME = r"[A-Za-z][A-Za-z0-9_-]{0,30}"
ADDRESS = r"\d+\.\d+\.\d+\.\d+"
NETWORK = rf"{ADDRESS}/\d+"
UNIT = r"tunnel\.\d+"
LIFETIME = r"lifetime (seconds|minutes|hours|days) \d{1,5}"
GROUP = "group(1|2|5|14|15|16|19|20|21)"
ENCRYPTION = "(3des|aes-(128|192|256)-cbc)"
HASH = "(md5|sha1|sha256|sha384|sha512)"
VALUES = {
    f"network ike crypto-profiles ike-crypto-profiles {NAME}": [
        f"encryption {ENCRYPTION}",
        f"hash {HASH}",
        f"dh-group {GROUP}",
        LIFETIME,
    ],
    f"network ike crypto-profiles ipsec-crypto-profiles {NAME}": [
        f"esp encryption {ENCRYPTION}",
        f"esp authentication {HASH}",
        f"dh-group (no-pfs|{GROUP})",
        LIFETIME,
    ],
    f"network ike gateway {NAME}": [
        'authentication pre-shared-key key "[^"]+"',
        "protocol version (ikev1|ikev2)",
        f"protocol (ikev1|ikev2) ike-crypto-profile {NAME}",
        "protocol (ikev1|ikev2) dpd (enable yes|interval 10)",
        "protocol ikev1 (dpd retry 3|exchange-mode (main|aggressive))",
        "protocol-common (nat-traversal enable yes|passive-mode no)",
        r"local-address interface ethernet1/1",
        f"peer-address ip {ADDRESS}",
        "(local-id|peer-id) type (ipaddr|fqdn|ufqdn)",
        r"(local-id|peer-id) id \S+",
    ],
    f"network tunnel ipsec {NAME}": [
        f"tunnel-interface {UNIT}",
        f"auto-key (ike-gateway|ipsec-crypto-profile) {NAME}",
        f"auto-key proxy-id {NAME} local {NETWORK} remote {NETWORK} protocol any",
    ],
    f"network interface tunnel units {UNIT}": ["mtu 1390", f"ip {NETWORK}"],
    "zone vpn network layer3": [UNIT],
    "network virtual-router default": [f"interface {UNIT}"],
    f"network virtual-router default routing-table ip static-route {NAME}": [
        f"destination {NETWORK}",
        f"interface {UNIT}",
        r"metric \d+",
        "nexthop discard",
        r"admin-dist ([1-9]\d|1\d\d|2[0-3]\d|240)",
    ],
    "network virtual-router default protocol bgp": [
        "enable yes",
        r"local-as \d+",
        "install-route yes",
        "routing-options as-format 4-byte",
    ],
    f"network virtual-router default protocol bgp peer-group {NAME}": [
        "enable yes",
        "type ebgp (remove-private-as no|import-nexthop original|export-nexthop resolve)",
    ],
    f"network virtual-router default protocol bgp peer-group {NAME} peer {NAME}": [
        "enable yes",
        r"peer-as \d+",
        f"local-address (interface {UNIT}|ip {NETWORK})",
        f"peer-address ip {ADDRESS}",
        "connection-options (keep-alive-interval 10|hold-time 30)",
    ],
    f"network virtual-router default protocol bgp policy (import|export) rules {NAME}": [
        "enable yes",
        f"used-by {NAME}",
        "action allow( update (local-preference 200|as-path prepend 2))?",
    ],
}
COMMANDS = re.compile("|".join(f"set {path} ({'|'.join(ends)})" for path, ends in VALUES.items()))
WRITTEN = [name for name in CASES if (name, "panos") not in NOT_WRITTEN]


def lines(given: dict[str, Any], **options: Any) -> list[str]:
    return [line for line in peer_config(given, "panos", name="hq", **options).splitlines() if line[0] != "#"]


def comments(given: dict[str, Any], **options: Any) -> list[str]:
    """Without their mark and indentation."""
    text = peer_config(given, "panos", name="hq", **options)
    return [line[1:].strip() for line in text.splitlines() if line[0] == "#"]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_exists(name: str) -> None:
    assert [line for line in lines(case(name)) if not COMMANDS.fullmatch(line)] == []


@pytest.mark.parametrize("name", WRITTEN)
def test_every_name_that_is_used_is_defined(name: str) -> None:
    text = "\n".join(lines(case(name)))
    for use, definition in (
        (r"ike-crypto-profile (\S+)$", "ike-crypto-profiles {} encryption"),
        (r"ipsec-crypto-profile (\S+)$", "ipsec-crypto-profiles {} esp"),
        (r"ike-gateway (\S+)$", "network ike gateway {} authentication"),
        (r"tunnel-interface (\S+)$", "network interface tunnel units {} mtu"),
        (r"used-by (\S+)$", "bgp peer-group {} enable"),
    ):
        for found in re.findall(use, text, re.MULTILINE):
            assert definition.format(found) in text


@pytest.mark.parametrize("name", WRITTEN)
def test_the_rollback_deletes_what_was_set(name: str) -> None:
    """Except that BGP is on, and its number. The rules and the monitor are only in comments."""
    said = comments(case(name))
    deleted = [line.removeprefix("delete ") for line in said[said.index("To roll back:") + 1 :]]
    written = [line.removeprefix("set ") for line in lines(case(name))]
    left = [line for line in written if not any(f"{line} ".startswith(f"{path} ") for path in deleted)]
    assert {line.rsplit(" ", 2)[0] for line in left} <= {"network virtual-router default protocol bgp"}
    unset = [path for path in deleted if not any(f"{line} ".startswith(f"{path} ") for line in written)]
    rules = ["rulebase security rules hq-out", "rulebase security rules hq-in"]
    monitor = ["network profiles monitor-profile hq"] if name == "dual_tunnel" else []
    assert unset == [*rules, *monitor, "commit"]


def test_the_monitor_of_the_first_tunnel_moves_the_traffic() -> None:
    """Without it nothing does. The second tunnel has none: the cloud answers through the first one."""
    said = comments(dual())
    for line in (
        "set network profiles monitor-profile hq interval 3 threshold 5 action fail-over",
        "set network interface tunnel units tunnel.1 ip SOURCE/32",
        "set network tunnel ipsec hq-1 tunnel-monitor destination-ip ADDRESS",
        "set network tunnel ipsec hq-1 tunnel-monitor tunnel-monitor-profile hq",
        "set network tunnel ipsec hq-1 tunnel-monitor proxy-id hq-1",
        "set network tunnel ipsec hq-1 tunnel-monitor enable yes",
    ):
        assert line in said
    assert not any("hq-2 tunnel-monitor" in line for line in said)
    assert any(line.startswith("Failover: PAN-OS keeps the interface of a dead tunnel up") for line in said)
    metrics = [line.split()[-1] for line in lines(dual()) if " metric " in line]
    assert metrics == ["10", "20"]


def test_the_path_of_a_route_can_be_monitored_instead() -> None:
    route = "set network virtual-router default routing-table ip static-route hq-1-route-1 path-monitor"
    said = comments(dual())
    for option in (
        "monitor-destinations vpc source SOURCE/32",
        "monitor-destinations vpc destination ADDRESS",
        "failure-condition any",
        "enable yes",
    ):
        assert f"{route} {option}" in said


def test_networks_that_are_not_known_have_names_to_replace() -> None:
    said = comments(dual(local_subnet=ANYWHERE, remote_subnet=ANYWHERE))
    static = "set network virtual-router default routing-table ip static-route"
    for line in (
        f"{static} hq-2-NAME interface tunnel.2",
        f"{static} hq-1-NAME destination NETWORK",
        f"{static} hq-1-NAME path-monitor enable yes",
        f"{static} NAME-discard nexthop discard",
    ):
        assert line in said
    assert not any("proxy-id" in line for line in said)


def test_bgp_needs_no_monitor_and_asks_for_a_router_id() -> None:
    said = comments(case("dual_tunnel_bgp"))
    assert not any("tunnel-monitor" in line or "path-monitor" in line for line in said)
    assert "set network virtual-router default protocol bgp router-id 169.254.11.2" in said
    assert "set network virtual-router default protocol bgp redist-rules NETWORK enable yes" in said


@pytest.mark.parametrize(("asn", "count"), [("65010", 0), ("4200000001", 1), ("1.10", 1)])
def test_great_numbers_of_autonomous_systems_need_their_format(asn: str, count: int) -> None:
    given = config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11) | {"local_asn": asn}])
    line = "set network virtual-router default protocol bgp routing-options as-format 4-byte"
    assert lines(given).count(line) == count


@pytest.mark.parametrize(
    ("seconds", "written"), [(180, "seconds 180"), (65535, "seconds 65535"), (65536, "minutes 1092")]
)
def test_lifetimes_fit_into_sixteen_bits(seconds: int, written: str) -> None:
    given = config(ike_config=ike(ike_lifetime=seconds), ipsec_config=ipsec(ipsec_lifetime=seconds))
    assert [line.split(" lifetime ")[1] for line in lines(given) if " lifetime " in line] == [written] * 2


@pytest.mark.parametrize(
    ("identity", "written"),
    [("@office.example.com", "fqdn"), ("office@example.com", "ufqdn"), ("203.0.113.10", "ipaddr")],
)
def test_kinds_of_identities(identity: str, written: str) -> None:
    given = lines(config(ike_config=ike(local_id=identity)))
    assert f"set network ike gateway hq local-id type {written}" in given
    assert f"set network ike gateway hq local-id id {identity.removeprefix('@')}" in given


def test_without_perfect_forward_secrecy() -> None:
    given = lines(case("ikev2_pfs_disabled"))
    assert "set network ike crypto-profiles ipsec-crypto-profiles hq dh-group no-pfs" in given


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (config(ike_config=ike(ike_pfs="group24")), "ike_config.ike_pfs: 'group24' is not available for panos"),
        (config(ipsec_config=ipsec(ipsec_pfs="group24")), "ipsec_config.ipsec_pfs: 'group24' is not available for pan"),
        (config(ike_config=ike(ike_enc_alg="des")), "ike_config.ike_enc_alg: 'des' is not available for panos"),
        (config(ipsec_config=ipsec(ipsec_lifetime=179)), "allowed: 180 to 86400 seconds"),
    ],
)
def test_what_panos_lacks(given: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=message):
        peer_config(given, "panos")


def test_a_local_address_needs_its_prefix() -> None:
    said = comments(config(), local_address="203.0.113.10")
    assert "set network ike gateway hq local-address ip 203.0.113.10/PREFIX" in said
    assert any("PREFIX is the length of its prefix" in line for line in said)
