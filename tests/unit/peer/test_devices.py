# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each device needs so that packets pass, the second tunnel takes over, and nothing leaves without encryption."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from tests.support.peer.cases import ANYWHERE, NOT_WRITTEN, case, config, dual, ike, ipsec, needed
from tests.support.peer.readers import swanctl

SWANCTL, IPSEC = "strongswan_swanctl", "strongswan_ipsec_conf"
DEVICES = (SWANCTL, IPSEC, "cisco_ios", "juniper_srx", "fortigate", "vyos", "panos", "routeros", "opnsense", "pfsense")
# Each device with the cases that it can have.
PAIRS = [
    (vendor, name)
    for vendor in DEVICES
    for name in ("ikev1_single_pair", "dual_tunnel", "dual_tunnel_bgp")
    if (name, vendor) not in NOT_WRITTEN
]


def text(given: dict[str, Any], vendor: str, **options: Any) -> str:
    return peer_config(given, vendor, name="hq", **needed(vendor) | options)


def lines(given: dict[str, Any], vendor: str) -> list[str]:
    """The lines that a device reads, without comments and indentation."""
    return [line.strip() for line in text(given, vendor).splitlines() if line[:1] not in ("#", "!")]


def comments(given: dict[str, Any], vendor: str) -> list[str]:
    """The comments, without their mark and indentation."""
    return [line[1:].strip() for line in text(given, vendor).splitlines() if line[:1] in ("#", "!")]


def between(given: list[str], first: str, last: str) -> list[str]:
    start = given.index(first)
    return given[start : given.index(last, start)]


@pytest.mark.parametrize(("vendor", "name"), PAIRS)
def test_the_head_says_what_to_allow(vendor: str, name: str) -> None:
    said = comments(case(name), vendor)
    allowed = "47.96.0.3" if name == "ikev1_single_pair" else "47.96.0.3, 47.96.0.4"
    assert f"Allow UDP 500, UDP 4500 and ESP (IP protocol 50) between this device and {allowed}." in said
    assert any("The text is for IPv4 only." in line for line in said)
    assert "Exempt it from NAT." in said
    assert any("transit router" in line for line in said) == (name != "ikev1_single_pair")


@pytest.mark.parametrize(("vendor", "name"), PAIRS)
def test_the_end_says_how_to_verify_and_to_roll_back(vendor: str, name: str) -> None:
    said = comments(case(name), vendor)
    assert said.index("To roll back:") - said.index("To verify:") > 1
    assert name != "dual_tunnel_bgp" or any(
        "bgp" in line.lower() for line in between(said, "To verify:", "To roll back:")
    )
    assert text(case(name), vendor).splitlines()[-1].startswith(("# ", "! "))


@pytest.mark.parametrize("name", ["ikev1_single_pair", "dual_tunnel", "dual_tunnel_bgp"])
@pytest.mark.parametrize("vendor", ["juniper_srx", "vyos"])
def test_the_rollback_deletes_what_was_set(vendor: str, name: str) -> None:
    """Except what other connections may use."""
    said = comments(case(name), vendor)
    deleted = [line.removeprefix("delete ") for line in said[said.index("To roll back:") + 1 :]]
    written = [line.removeprefix("set ") for line in lines(case(name), vendor)]
    left = [line for line in written if not any(f"{line} ".startswith(f"{path} ") for path in deleted)]
    assert left == [
        line
        for line in written
        if line.startswith(
            ("vpn ipsec interface ", "vpn ipsec options ", "protocols bgp system-as ", "security flow tcp-mss ")
        )
    ]
    assert [path for path in deleted if not any(f"{line} ".startswith(f"{path} ") for line in written)] == []


def test_the_rollback_of_cisco_has_every_section() -> None:
    said = comments(case("dual_tunnel"), "cisco_ios")
    undone = said[said.index("To roll back:") + 1 :]
    for section in ("interface Tunnel2", "crypto ikev2 profile hq-1", "crypto ikev2 policy hq", "ip route 10.10.0.0"):
        assert any(line.startswith(f"no {section}") for line in undone)


# What limits the TCP MSS: in the text, or where it needs names that only the administrator knows, in a comment.
MSS = {
    SWANCTL: "nft 'add rule ip hq-mss forward oifname \"ipsec2\" tcp flags syn tcp option maxseg size set 1350'",
    IPSEC: "nft 'add rule ip hq-mss forward iifname \"ipsec1\" tcp flags syn tcp option maxseg size set 1350'",
    "cisco_ios": "ip tcp adjust-mss 1350",
    "juniper_srx": "set security flow tcp-mss ipsec-vpn mss 1350",
    "fortigate": "set tcp-mss-sender 1350",
    "vyos": "set interfaces vti vti2 ip adjust-mss '1350'",
    # PAN-OS takes 40 bytes of headers off.
    "panos": "set network interface tunnel units tunnel.2 mtu 1390",
    "routeros": "add comment=hq chain=forward src-address=192.168.10.0/24 dst-address=10.10.0.0/16 protocol=tcp "
    "tcp-flags=syn tcp-mss=1351-65535 action=change-mss new-mss=1350",
}


@pytest.mark.parametrize("vendor", MSS)
def test_the_mss_is_limited(vendor: str) -> None:
    where = comments if vendor in (SWANCTL, IPSEC, "fortigate") else lines
    assert MSS[vendor] in where(dual(), vendor)


def test_the_mss_without_an_interface() -> None:
    assert (
        "nft 'add rule ip hq-mss forward ip daddr 10.10.0.0/16 tcp flags syn tcp option maxseg size set 1350'"
        in comments(config(), SWANCTL)
    )
    assert "set policy route hq-mss rule 1 set tcp-mss 1350" in comments(config(), "vyos")


BLACKHOLES = {
    "cisco_ios": ["ip route 10.10.0.0 255.255.0.0 Null0 250"],
    "juniper_srx": [
        "set routing-options static route 10.10.0.0/16 discard",
        "set routing-options static route 10.10.0.0/16 preference 254",
    ],
    "fortigate": ["set dst 10.10.0.0 255.255.0.0", "set blackhole enable", "set distance 254"],
    "vyos": ["set protocols static route 10.10.0.0/16 blackhole distance '254'"],
    "panos": [
        f"set network virtual-router default routing-table ip static-route hq-discard-1 {option}"
        for option in ("destination 10.10.0.0/16", "nexthop discard", "admin-dist 240")
    ],
}


@pytest.mark.parametrize("vendor", BLACKHOLES)
def test_nothing_leaves_without_encryption_while_no_tunnel_is_up(vendor: str) -> None:
    written = lines(dual(), vendor)
    assert [line for line in BLACKHOLES[vendor] if line not in written] == []


def test_nothing_leaves_a_linux_host_without_encryption() -> None:
    assert "ip route add blackhole 10.10.0.0/16 metric 254" in comments(dual(), IPSEC)
    assert text(dual(), SWANCTL).count("ip route replace blackhole 10.10.0.0/16 metric 254") == 2


@pytest.mark.parametrize("vendor", [vendor for vendor in DEVICES if ("route_based_bgp", vendor) not in NOT_WRITTEN])
def test_networks_that_are_not_in_the_configuration_are_to_be_added(vendor: str) -> None:
    given = config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE)
    said = comments(given, vendor)
    assert any(line.startswith("Add routes; ") for line in said)
    assert any(
        "NETWORK" in line and any(word in line for word in ("blackhole", "discard", "Null0", "Block")) for line in said
    ) or ("set blackhole enable" in said)


# Both ends prefer tunnel 1: this device by the preference of what it learns, the cloud by the length of the path.
PREFERENCES = {
    "cisco_ios": [
        "neighbor 169.254.11.1 timers 10 30",
        "route-map hq-1-in permit 10",
        "set local-preference 200",
        "neighbor 169.254.11.1 route-map hq-1-in in",
        "route-map hq-2-out permit 10",
        "set as-path prepend 65010 65010",
        "neighbor 169.254.12.1 route-map hq-2-out out",
    ],
    "juniper_srx": [
        "set protocols bgp group hq-1 hold-time 30",
        "set policy-options policy-statement hq-1-in then local-preference 200",
        "set protocols bgp group hq-1 import hq-1-in",
        'set policy-options policy-statement hq-2-out then as-path-prepend "65010 65010"',
        "set protocols bgp group hq-2 export hq-2-out",
    ],
    "fortigate": [
        "set keep-alive-timer 10",
        "set holdtime-timer 30",
        "set set-local-preference 200",
        'set route-map-in "hq-1-in"',
        'set set-aspath "65010 65010"',
        'set route-map-out "hq-2-out"',
    ],
    "vyos": [
        "set protocols bgp neighbor 169.254.11.1 timers keepalive '10'",
        "set protocols bgp neighbor 169.254.12.1 timers holdtime '30'",
        "set policy route-map hq-1-in rule 10 set local-preference '200'",
        "set protocols bgp neighbor 169.254.11.1 address-family ipv4-unicast route-map import 'hq-1-in'",
        "set policy route-map hq-2-out rule 10 set as-path prepend '65010 65010'",
        "set protocols bgp neighbor 169.254.12.1 address-family ipv4-unicast route-map export 'hq-2-out'",
    ],
    "panos": [
        f"set network virtual-router default protocol bgp {line}"
        for line in (
            "peer-group hq-1 peer hq-1 connection-options keep-alive-interval 10",
            "peer-group hq-2 peer hq-2 connection-options hold-time 30",
            "policy import rules hq-1-in used-by hq-1",
            "policy import rules hq-1-in action allow update local-preference 200",
            "policy export rules hq-2-out used-by hq-2",
            "policy export rules hq-2-out action allow update as-path prepend 2",
        )
    ],
}
FRR = [
    "neighbor 169.254.12.1 timers 10 30",
    "set local-preference 200",
    "neighbor 169.254.11.1 route-map hq-1-in in",
    "neighbor 169.254.11.1 route-map hq-1-out out",
    "set as-path prepend 65010 65010",
    "neighbor 169.254.12.1 route-map hq-2-in in",
    "neighbor 169.254.12.1 route-map hq-2-out out",
]


@pytest.mark.parametrize("vendor", PREFERENCES)
def test_bgp_prefers_the_first_tunnel(vendor: str) -> None:
    written = lines(case("dual_tunnel_bgp"), vendor)
    assert [line for line in PREFERENCES[vendor] if line not in written] == []


@pytest.mark.parametrize("vendor", [SWANCTL, IPSEC])
def test_bgp_on_a_linux_host_prefers_the_first_tunnel(vendor: str) -> None:
    said = comments(case("dual_tunnel_bgp"), vendor)
    assert [line for line in FRR if line not in said] == []
    order = [said.index(line) for line in ("route-map hq-1-in permit 10", FRR[1], "route-map hq-1-out permit 10")]
    assert order == sorted(order)


def test_one_session_has_nothing_to_prefer() -> None:
    for vendor in PREFERENCES:
        written = " ".join(lines(case("route_based_bgp"), vendor))
        assert "local-preference" not in written
        assert "prepend" not in written
    said = comments(case("route_based_bgp"), SWANCTL)
    assert "neighbor 169.254.11.1 route-map hq-in in" in said


def test_juniper_prefers_the_first_tunnel_by_its_next_hops() -> None:
    written = lines(dual(), "juniper_srx")
    assert "set routing-options static route 10.10.0.0/16 qualified-next-hop st0.1 preference 5" in written
    assert "set routing-options static route 10.10.0.0/16 qualified-next-hop st0.2 preference 10" in written
    assert "set security ipsec vpn hq-2 ike proxy-identity remote 10.10.0.0/16" in written
    assert "traffic-selector" not in " ".join(written)


def test_juniper_without_networks_has_no_selectors_and_says_which_routes() -> None:
    given = dual(local_subnet=ANYWHERE, remote_subnet=ANYWHERE)
    written = " ".join(lines(given, "juniper_srx"))
    assert "traffic-selector" not in written
    assert "proxy-identity" not in written
    said = comments(given, "juniper_srx")
    assert "set routing-options static route NETWORK qualified-next-hop st0.2 preference 10" in said


def test_juniper_asks_a_peer_that_is_silent() -> None:
    assert "set security ike gateway hq dead-peer-detection always-send" in lines(config(), "juniper_srx")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (config(remote_subnet=ANYWHERE), "0.0.0.0/0 on one side only cannot be written for juniper_srx"),
        (
            dual(local_subnet=["10.1.0.0/16", "10.2.0.0/16"]),
            "several networks in two tunnels cannot be written for juniper_srx",
        ),
    ],
)
def test_networks_that_juniper_cannot_have(given: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=message):
        peer_config(given, "juniper_srx")


def test_fortigate_keeps_both_routes_in_the_table() -> None:
    written = lines(dual(), "fortigate")
    routes = between(written, "config router static", "end")
    assert [line for line in routes if "distance" in line] == ["set distance 10", "set distance 10", "set distance 254"]
    assert [line for line in routes if "priority" in line] == ["set priority 1", "set priority 10"]
    assert written.count("set dpd-retryinterval 10") == 2
    said = comments(dual(), "fortigate")
    assert between(said, "config system link-monitor", "end")[1:3] == ['edit "hq-1"', 'set srcintf "hq-1"']


def test_fortigate_checks_an_identity_that_is_a_name() -> None:
    assert "set peertype any" in lines(config(), "fortigate")
    named = config(ike_config=ike(remote_id="hq.example.com"))
    assert [line for line in lines(named, "fortigate") if "peer" in line] == [
        "set peertype one",
        'set peerid "hq.example.com"',
    ]


def test_vyos_starts_again_and_leaves_routes_alone() -> None:
    written = lines(case("route_based_bgp"), "vyos")
    for line in (
        "set vpn ipsec ike-group hq close-action 'start'",
        "set vpn ipsec ike-group hq disable-mobike",
        "set vpn ipsec options disable-route-autoinstall",
        "set vpn ipsec site-to-site peer hq vti bind 'vti1'",
        "set vpn ipsec site-to-site peer hq tunnel 1 local prefix '0.0.0.0/0'",
        "set vpn ipsec site-to-site peer hq tunnel 1 remote prefix '0.0.0.0/0'",
    ):
        assert line in written
    assert any("T6085" in line for line in comments(dual(), "vyos"))


def test_cisco_says_how_to_leave_a_tunnel_that_loses_packets() -> None:
    said = comments(dual(), "cisco_ios")
    for line in (
        "icmp-echo ADDRESS source-ip SOURCE",
        "track 1 ip sla 1 reachability",
        "ip route 10.10.0.0 255.255.0.0 Tunnel1 10 track 1",
        "password encryption aes",
    ):
        assert line in said
    assert any("self-identity" in line for line in comments(case("ikev1_aggressive_names"), "cisco_ios"))


@pytest.mark.parametrize(("vendor", "given"), [(SWANCTL, case("dual_tunnel_bgp")), (IPSEC, dual())])
def test_a_linux_host_forwards_and_accepts(vendor: str, given: dict[str, Any]) -> None:
    said = comments(given, vendor)
    for line in (
        "sysctl -w net.ipv4.ip_forward=1",
        "sysctl -w net.ipv4.conf.ipsec2.disable_policy=1",
        "sysctl -w net.ipv4.conf.ipsec2.rp_filter=2",
    ):
        assert line in said
    assert any("iproute2 5.1" in line for line in said) == (vendor == SWANCTL)


def test_a_vti_needs_an_address() -> None:
    for given in (dual(), config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE)):
        with pytest.raises(AnsibleFilterError, match="local_address: required for strongswan_ipsec_conf"):
            peer_config(given, IPSEC)
    assert "install_routes = no" in text(dual(), IPSEC)
    assert "This concerns every connection of the daemon" in text(dual(), IPSEC)
    assert "left=%defaultroute" in peer_config(config(), IPSEC)


def test_strongswan_starts_by_itself_and_when_there_are_packets() -> None:
    (connection,) = swanctl(text(config(), SWANCTL))["connections"].values()
    (child,) = connection["children"].values()
    assert child["start_action"] == "trap|start"
    assert "updown" not in child
    assert any("5.9.6" in line for line in comments(config(), SWANCTL))


def test_one_tunnel_has_no_routes_to_move() -> None:
    for vendor in (SWANCTL, IPSEC):
        assert "updown" not in text(case("route_based_bgp"), vendor)
        assert "updown" not in text(case("dual_tunnel_bgp"), vendor)
        assert text(dual(), vendor).count("updown") == 3


def test_swanctl_creates_the_interfaces_of_tunnels_whose_routes_move() -> None:
    assert any("creates the XFRM interfaces ipsec1 and ipsec2" in line for line in comments(dual(), SWANCTL))
    assert not any("ip link add" in line for line in comments(dual(), SWANCTL))


WEAK_IKE = [("ike_enc_alg", "des"), ("ike_enc_alg", "3des"), ("ike_auth_alg", "md5")]
WEAK_IKE += [("ike_pfs", group) for group in ("group1", "group2", "group5", "group24")]
WEAK_IPSEC = [(name.replace("ike", "ipsec"), value) for name, value in WEAK_IKE]


def _warnings(given: dict[str, Any], vendor: str) -> list[str]:
    return [line for line in comments(given, vendor) if line.startswith("WARNING: ")]


@pytest.mark.parametrize(("name", "value"), [*WEAK_IKE, *WEAK_IPSEC])
def test_weak_choices_have_a_warning(name: str, value: str) -> None:
    part = {"ike": ("ike_config", ike), "ipsec": ("ipsec_config", ipsec)}[name.split("_", 1)[0]]
    given = config(**{part[0]: part[1](**{name: value})})
    refused = {
        "fortigate": {"group24"},
        "panos": {"des", "group24"},
        "routeros": {"group24"},
        "vyos": {"des"},
        "opnsense": {"des", "3des", "md5", "group1", "group24"},
        "pfsense": {"des", "3des", "md5"},
    }
    for vendor in DEVICES:
        if value not in refused.get(vendor, ()):
            assert _warnings(given, vendor) == [
                f"WARNING: hq: {value}: weak; change both ends to aes256, sha256 and group14."
            ]


@pytest.mark.parametrize(
    "vendor", [vendor for vendor in DEVICES if ("ikev1_aggressive_names", vendor) not in NOT_WRITTEN]
)
def test_aggressive_mode_has_a_warning(vendor: str) -> None:
    assert any("aggressive mode" in line for line in _warnings(case("ikev1_aggressive_names"), vendor))
    assert _warnings(config(), vendor) == []
