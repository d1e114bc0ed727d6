# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals and options of the filter peer_config."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import FilterModule, peer_config
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.connection import DeviceOptions, read
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import VENDORS
from tests.support.peer.cases import ANYWHERE, CASES, KEY, bgp, case, config, dual, ike, ipsec
from tests.support.peer.readers import swanctl

SWANCTL = "strongswan_swanctl"


def refusal(given: Any, vendor: str = SWANCTL, **options: Any) -> str:
    with pytest.raises(AnsibleFilterError) as caught:
        peer_config(given, vendor, **options)
    assert KEY not in str(caught.value)
    return str(caught.value)


def without(member: str, name: str) -> dict[str, Any]:
    given = config()
    del given[member][name]
    return given


BAD_INPUT = [
    ("a text", "it must be a dictionary, not str"),
    (None, "it must be a dictionary, not NoneType"),
    ({}, "it has no local_subnet, no remote_subnet, no ike_config or tunnels_config"),
    ({"vpn_connection_config": config()}, "pass its vpn_connection_config"),
    (config(local_subnet=["nowhere"]), "local_subnet: "),
    (config(ike_config=ike(psk="********")), "include_secrets: true"),
    (config(ike_config=ike(psk="VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")), "include_secrets: true"),
    (config(ike_config=ike(psk="")), "ike_config.psk: the configuration has no pre-shared key"),
    (
        config(ike_config=ike(psk="two words")),
        "ike_config.psk: the key is not allowed; allowed: 1 to 100 visible ASCII characters",
    ),
    (
        config(ike_config=ike(psk="x\nset system")),
        "ike_config.psk: the key is not allowed; allowed: 1 to 100 visible ASCII characters",
    ),
    (config(ike_config=ike(local_id="a b")), "ike_config.local_id: 'a b' is not allowed"),
    (config(ike_config=ike(remote_id="x\n}")), "ike_config.remote_id: "),
    (
        config(ike_config=ike(ike_version="ikev3")),
        "ike_config.ike_version: 'ikev3' is not allowed; allowed: ikev1 or ikev2",
    ),
    (
        config(ike_config=ike(ike_mode="quick")),
        "ike_config.ike_mode: 'quick' is not allowed; allowed: main or aggressive",
    ),
    (
        config(ike_config=ike(ike_lifetime="soon")),
        "ike_config.ike_lifetime: 'soon' is not allowed; allowed: a number of seconds",
    ),
    (without("ike_config", "ike_pfs"), "ike_config.ike_pfs: the value is missing"),
    (without("ipsec_config", "ipsec_pfs"), "ipsec_config.ipsec_pfs: the value is missing"),
    (
        config(ike_config=ike(ike_enc_alg="rot13")),
        "'rot13' is not available for strongswan_swanctl; allowed: aes, aes192",
    ),
    (config(ipsec_config=ipsec(ipsec_auth_alg="sm3")), "ipsec_config.ipsec_auth_alg: 'sm3' is not available"),
    (config(ike_config=ike(ike_pfs="disabled")), "ike_config.ike_pfs: 'disabled' is not available"),
    (config(remote="hq.example.com"), "remote: 'hq.example.com' is the identity of the VPN gateway"),
    (config(local_subnet=["10.0.0.0/24", "10.0.1.0/24"], ike_config=ike(ike_version="ikev1")), "use ikev2 for several"),
    (config(bgp_configs=[bgp(11)]), "BGP needs a route-based connection"),
    (
        config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11) | {"peer_bgp_ip": "x"}]),
        "bgp_configs[0].tunnel_cidr, local_bgp_ip, peer_bgp_ip: ",
    ),
    (
        config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11) | {"peer_asn": "x"}]),
        "bgp_configs[0].peer_asn: 'x' is not allowed; allowed: an autonomous system number",
    ),
    (
        dual(
            local_subnet=ANYWHERE,
            remote_subnet=ANYWHERE,
            bgp_configs=[bgp(11, "tun-1"), bgp(12, "tun-2") | {"local_asn": "65011"}],
        ),
        "different values of local_asn",
    ),
]


@pytest.mark.parametrize(("given", "message"), BAD_INPUT)
def test_input_that_is_refused(given: Any, message: str) -> None:
    assert message in refusal(given)


@pytest.mark.parametrize(
    ("vendor", "options", "message"),
    [
        ("sophos", {}, "vendor: 'sophos' is not available for peer_config; allowed: strongswan_swanctl, "),
        (SWANCTL, {"name": "a b"}, "name: 'a b' is not allowed"),
        (SWANCTL, {"name": "x" * 30}, "name: "),
        (SWANCTL, {"tunnel": 0}, "tunnel: 0 is not allowed"),
        (SWANCTL, {"tunnel": "first"}, "tunnel: 'first' is not allowed; allowed: a number"),
        ("vyos", {"interface": "eth0'; reboot"}, "is not allowed; allowed: the name of an interface"),
        (SWANCTL, {"local_address": "here"}, "local_address: 'here' is not allowed; allowed: an IPv4 address"),
        (SWANCTL, {"remote_address": ["47.96.0.3", "47.96.0.4"]}, "remote_address: 2 addresses for 1 tunnel(s)"),
        ("fortigate", {"name": "headquarters-east"}, "at most 15 characters"),
    ],
)
def test_options_that_are_refused(vendor: str, options: dict[str, Any], message: str) -> None:
    assert message in refusal(config(), vendor, **options)


def test_a_tunnel_is_named_in_a_refusal() -> None:
    given = dual()
    given["tunnels_config"][1]["ike_config"]["psk"] = "********"
    assert "tunnels_config[1].ike_config.psk: the key is masked" in refusal(given)


def test_ansible_finds_the_filter() -> None:
    assert FilterModule().filters() == {"peer_config": peer_config}


@pytest.mark.parametrize("vendor", [vendor for vendor in VENDORS if not vendor.endswith("_secrets")])
def test_addresses_for_identities_that_are_names(vendor: str) -> None:
    given = config(remote="hq.example.com", local="office.example.com")
    given["ike_config"].update(local_id="office.example.com", remote_id="hq.example.com")
    text = peer_config(given, vendor, remote_address="198.51.100.7", local_address="192.0.2.9")
    assert "198.51.100.7" in text
    assert "192.0.2.9" in text
    assert "office.example.com" in text


@pytest.mark.parametrize(
    ("vendor", "words"),
    [
        (
            SWANCTL,
            ["hq-1 {", "if_id_in = 7", "if_id_in = 8", "dev $PLUTO_INTERFACE if_id 8", "local_addrs = 192.0.2.2"],
        ),
        ("strongswan_ipsec_conf", ["conn hq-2", "mark=8", "mode vti local 192.0.2.2 remote 47.96.0.4 key 8"]),
        ("cisco_ios", ["interface Tunnel8", "tunnel source 192.0.2.2", "crypto ikev2 profile hq-2"]),
        ("juniper_srx", ["external-interface ppp0", "bind-interface st0.8", "gateway hq-2 local-address 192.0.2.2"]),
        ("fortigate", ['edit "hq-2"', 'set interface "ppp0"', "set local-gw 192.0.2.2"]),
        ("vyos", ["vpn ipsec interface 'ppp0'", "vti bind 'vti8'", "peer hq-2 local-address '192.0.2.2'"]),
        ("panos", ["local-address interface ppp0", "tunnel-interface tunnel.8", "hq-2 local-address ip 192.0.2.2/"]),
        ("opnsense", ["Reqid: 8", "Interface: ppp0", "Local address: 192.0.2.2", "Local addresses: 192.0.2.2"]),
        ("routeros", ["in-interface=ppp0", "name=hq-2 address=47.96.0.4/32 local-address=192.0.2.2"]),
    ],
)
def test_options_in_the_text(vendor: str, words: list[str]) -> None:
    text = peer_config(
        case("dual_tunnel"), vendor, name="hq", interface="ppp0", tunnel=7, local_address=["192.0.2.1", "192.0.2.2"]
    )
    assert [word for word in words if word not in text] == []


def test_swanctl_has_one_child_with_all_networks() -> None:
    child = swanctl(peer_config(case("ikev2_several_subnets"), SWANCTL))["connections"]["alicloud"]["children"]
    assert child["alicloud"]["local_ts"] == "192.168.10.0/24, 192.168.20.0/24"
    assert child["alicloud"]["remote_ts"] == "10.10.0.0/16, 10.20.0.0/16"
    assert "if_id_in" not in child["alicloud"]


@pytest.mark.parametrize("name", CASES)
def test_swanctl_in_two_files_says_the_same(name: str) -> None:
    connections, secrets = (peer_config(case(name), f"{SWANCTL}_{part}") for part in ("connections", "secrets"))
    assert KEY not in connections
    assert swanctl(connections).keys() == {"connections"}
    assert swanctl(secrets).keys() == {"secrets"}
    assert swanctl(connections) | swanctl(secrets) == swanctl(peer_config(case(name), SWANCTL))


def test_several_networks_are_one_phase_2() -> None:
    """The VPN gateway negotiates a single one."""
    several = case("ikev2_several_subnets")
    fortigate = peer_config(several, "fortigate")
    assert fortigate.count("set phase1name") == 1
    assert 'set src-name "alicloud-local"' in fortigate
    assert 'set member "alicloud-remote-1" "alicloud-remote-2"' in fortigate
    assert peer_config(several, "juniper_srx").count("traffic-selector ts1 term ") == 8
    assert peer_config(several, "vyos").count(" prefix ") == 4
    assert "Local: 192.168.10.0/24, 192.168.20.0/24" in peer_config(several, "opnsense")
    assert peer_config(several, "pfsense").count("Split connections: not checked") == 1
    for vendor in ("cisco_ios", "panos", "routeros"):
        assert "one network on each side; use a network that contains the others" in refusal(several, vendor)


def test_routes_prefer_the_first_tunnel() -> None:
    assert " dev ipsec2 metric 20" in peer_config(case("dual_tunnel"), SWANCTL)
    assert "10.10.0.0 255.255.0.0 Tunnel2 20" in peer_config(case("dual_tunnel"), "cisco_ios")
    assert "interface vti2 distance '20'" in peer_config(case("dual_tunnel"), "vyos")


def test_no_default_route_into_the_tunnel() -> None:
    given = config(remote_subnet=ANYWHERE)
    assert "\nip route" not in peer_config(given, "cisco_ios")
    assert "router static" not in peer_config(given, "fortigate")


def test_bgp_sessions_belong_to_their_tunnels() -> None:
    """The case lists the sessions in the opposite order."""
    connection = read(case("dual_tunnel_bgp"), DeviceOptions())
    assert [str(tunnel.bgp.peer) for tunnel in connection.tunnels] == ["169.254.11.1", "169.254.12.1"]


def test_numbers_and_lists_may_be_texts() -> None:
    """The answer of the service has them like this."""
    given = config(local_subnet="10.1.0.0/16, 10.2.0.0/16")
    given["ike_config"].update(ike_lifetime="3600", ike_version="IKEv2")
    connection = read(given, DeviceOptions())
    assert list(map(str, connection.local_subnets)) == ["10.1.0.0/16", "10.2.0.0/16"]
    assert connection.tunnels[0].ike.lifetime == 3600
    assert connection.tunnels[0].ike.version == "ikev2"


def test_an_asn_in_two_halves() -> None:
    session = bgp(11) | {"local_asn": "1.10"}
    given = config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[session])
    assert read(given, DeviceOptions()).tunnels[0].bgp.local_asn == 65546


def test_the_key_is_not_in_a_representation() -> None:
    """Tracebacks and assertions print it."""
    assert KEY not in repr(read(config(), DeviceOptions()))
