# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OPNsense and pfSense: the fields exist, and strongSwan gets from them what the text for strongSwan says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from tests.support.peer.cases import ANYWHERE, CASES, NOT_WRITTEN, case, config, dual, ike, ipsec
from tests.support.peer.readers import pages, swanctl

VENDORS = ("opnsense", "pfsense")
WRITTEN = [(name, vendor) for vendor in VENDORS for name in CASES if (name, vendor) not in NOT_WRITTEN]
# A route-based connection without BGP, and with it.
ROUTED = config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE)
DUAL_ROUTED = dual(local_subnet=ANYWHERE, remote_subnet=ANYWHERE)

# The labels of each page, by the forms in opnsense/core and opnsense/plugins, and in pfsense/pfsense and
# pfsense/FreeBSD-ports. Where a label has a menu, what it may be.
RULE = {"Description", "Interface", "Action", "Direction", "Protocol", "Source", "Destination", "Destination Port"}
LABELS = {
    "opnsense": {
        "VPN > IPsec > Virtual Tunnel Interfaces": {
            *("Reqid", "Local address", "Remote address", "Tunnel local address", "Tunnel remote address", "Name"),
        },
        "VPN > IPsec > Connections": {
            *("Enable IPsec", "Proposals", "Unique", "Aggressive", "Version", "MOBIKE", "Local addresses"),
            *("Remote addresses", "Rekey time (s)", "Over time (s)", "DPD delay (s)", "DPD timeout (s)", "Keyingtries"),
            "Description",
        },
        "The same page, Local Authentication": {"Connection", "Authentication", "ID", "Description"},
        "The same page, Remote Authentication": {"Connection", "Authentication", "Id", "Description"},
        "The same page, Children": {
            *("Connection", "Mode", "Policies", "Start action", "Close action", "DPD action", "Reqid", "ESP proposals"),
            *("Local", "Remote", "Rekey time (s)", "Description"),
        },
        "VPN > IPsec > Pre-Shared Keys": {
            *("Local Identifier", "Remote Identifier", "Pre-Shared Key", "Type", "Description"),
        },
        "Firewall > Rules": RULE,
        "Firewall > Settings > Normalization": {
            *("Interface", "Direction", "Protocol", "Source", "Destination", "Description", "Max mss"),
        },
        "System > Gateways > Configuration": {
            *("Name", "Interface", "Address Family", "IP Address", "Disable Gateway Monitoring"),
        },
        "System > Routes > Configuration": {"Network Address", "Gateway", "Description"},
        "Routing > General": {"Enable"},
        "Routing > BGP > General": {"enable", "BGP AS Number", "Network"},
        "Routing > BGP > Route Maps": {"Name", "Action", "ID", "Set"},
        "Routing > BGP > Neighbors": {
            *("Description", "Peer-IP", "Remote AS", "Update-Source Interface", "Keepalive", "Hold Down Time"),
            *("Route-Map In", "Route-Map Out"),
        },
    },
    "pfsense": {
        "VPN > IPsec > Tunnels": {
            *("Description", "Key Exchange version", "Internet Protocol", "Interface", "Remote Gateway"),
            *("Authentication Method", "Negotiation mode", "My identifier", "Peer identifier", "Pre-Shared Key"),
            *("Encryption Algorithm", "Hash Algorithm", "DH Group", "Life Time", "Child SA Start Action"),
            *("Child SA Close Action", "NAT Traversal", "MOBIKE", "Split connections", "Dead Peer Detection", "Delay"),
            "Max failures",
        },
        "The same page, below": {
            *("Description", "Mode", "Local Network", "Remote Network", "Protocol"),
            *("Encryption Algorithms", "Hash Algorithms", "PFS key group", "Life Time", "Keep Alive"),
        },
        "System > Advanced > Firewall & NAT": {"Enable Maximum MSS", "Maximum MSS"},
        "Interfaces > Assignments": {"Enable", "Description", "MSS"},
        "Firewall > Rules > IPsec": RULE,
        "Firewall > Rules > Floating": {*RULE, "Quick"},
        "Services > FRR Global/Zebra": {
            *("Enable", "Master Password", "Name", "Action", "Sequence", "Local Pref Action", "Local Preference"),
            *("AS Path Action", "Set AS List"),
        },
        "Services > FRR BGP": {
            *("Enable", "Local AS", "Networks to Distribute", "Name/Address", "Description", "Remote AS"),
            *("Update Source", "Timers", "Hold Time", "Route Map Filters in", "Route Map Filters out"),
        },
    },
}
MENUS = {
    "Unique": {"Replace"},
    "Version": {"IKEv1", "IKEv2"},
    "Authentication": {"Pre-Shared Key"},
    "Mode": {"Tunnel", "Tunnel IPv4", "Routed (VTI)"},
    "Start action": {"Trap+start", "Start"},
    "Close action": {"Start"},
    "DPD action": {"Start"},
    "Type": {"PSK"},
    "Key Exchange version": {"IKEv1", "IKEv2"},
    "Negotiation mode": {"Main", "Aggressive"},
    "Authentication Method": {"Mutual PSK"},
    "Child SA Start Action": {"Default", "Initiate at start (VTI or Tunnel Mode)"},
    "Child SA Close Action": {"Restart/Reconnect"},
    "NAT Traversal": {"Auto"},
    "Local Pref Action": {"Set"},
    "AS Path Action": {"Set Prepend"},
}


def text(given: dict[str, Any], vendor: str, **options: Any) -> str:
    return peer_config(given, vendor, name="hq", **options)


def said(given: dict[str, Any], vendor: str) -> list[str]:
    """The comments, without their mark and indentation."""
    return [line[1:].strip() for line in text(given, vendor).splitlines() if line[0] == "#"]


def found(given: dict[str, Any], vendor: str, path: str, **options: Any) -> list[dict[str, str]]:
    """The fields of each page whose path begins like this."""
    return [fields for name, fields in pages(text(given, vendor, **options)) if name.startswith(path)]


@pytest.mark.parametrize(("name", "vendor"), WRITTEN)
def test_every_field_exists(name: str, vendor: str) -> None:
    for path, fields in pages(text(case(name), vendor, local_address="203.0.113.10")):
        labels = LABELS[vendor][max((page for page in LABELS[vendor] if path.startswith(page)), key=len)]
        assert set(fields) <= labels, path
        for label, value in fields.items():
            assert label not in MENUS or value in MENUS[label], f"{label}: {value}"


def essence(given: dict[str, Any]) -> list[dict[str, Any]]:
    """What the text for strongSwan says."""
    settings = swanctl(peer_config(given, "strongswan_swanctl", name="hq"))
    result = []
    for name, connection in settings["connections"].items():
        child = connection["children"][name]
        result.append(
            {
                "version": connection["version"],
                "aggressive": "aggressive" in connection,
                "remote": connection["remote_addrs"],
                "proposal": connection["proposals"],
                "lifetime": seconds(connection["rekey_time"]) + seconds(connection["over_time"]),
                "ids": [connection[side]["id"].removeprefix("@") for side in ("local", "remote")],
                "esp": child["esp_proposals"],
                "esp_rekey": seconds(child["rekey_time"]),
                "networks": [set(child[f"{side}_ts"].split(", ")) for side in ("local", "remote")],
                "key": settings["secrets"][f"ike-{name}"]["secret"],
            }
        )
    return result


def seconds(value: str) -> int:
    return int(value.removesuffix("s"))


def opnsense(given: dict[str, Any]) -> list[dict[str, Any]]:
    """How OPNsense writes the fields into swanctl.conf (Swanctl.php)."""
    result = []
    for connection in found(given, "opnsense", "VPN > IPsec > Connections: add"):
        name = connection["Description"]
        local, remote, child = (
            next(
                fields for fields in found(given, "opnsense", f"The same page, {part}") if fields["Connection"] == name
            )
            for part in ("Local", "Remote", "Children")
        )
        (key,) = [
            fields["Pre-Shared Key"]
            for fields in found(given, "opnsense", "VPN > IPsec > Pre-Shared Keys")
            if [fields["Local Identifier"], fields["Remote Identifier"]] == [local["ID"], remote["Id"]]
        ]
        result.append(
            {
                "version": connection["Version"][-1],
                "aggressive": connection.get("Aggressive") == "checked",
                "remote": connection["Remote addresses"],
                "proposal": connection["Proposals"],
                "lifetime": int(connection["Rekey time (s)"]) + int(connection["Over time (s)"]),
                "ids": [local["ID"].removeprefix("@"), remote["Id"].removeprefix("@")],
                "esp": child["ESP proposals"],
                "esp_rekey": int(child["Rekey time (s)"]),
                "networks": [set(child[side].split(", ")) for side in ("Local", "Remote")],
                "key": key,
            }
        )
    return result


MODP = {"1": "768", "2": "1024", "5": "1536", "14": "2048", "24": "2048s256"}


def pfsense_proposal(encryption: str, digest: str, group: str) -> str:
    bits = re.fullmatch(r"AES, (128|192|256) bits", encryption)
    assert bits
    names = [f"aes{bits[1]}", digest.lower()]
    return "-".join(names if group == "off" else [*names, f"modp{MODP[group.partition(' ')[0]]}"])


def pfsense(given: dict[str, Any]) -> list[dict[str, Any]]:
    """How pfSense writes the fields into swanctl.conf (ipsec.inc)."""
    result = []
    for phase1 in found(given, "pfsense", "VPN > IPsec > Tunnels: Add P1"):
        below = found(given, "pfsense", f"The same page, below {phase1['Description']}: Add P2")
        phase2 = below[0]
        networks = [
            {entry[f"{side} Network"].removeprefix("Network, ") for entry in below} for side in ("Local", "Remote")
        ]
        result.append(
            {
                "version": phase1["Key Exchange version"][-1],
                "aggressive": phase1.get("Negotiation mode") == "Aggressive",
                "remote": phase1["Remote Gateway"],
                "proposal": pfsense_proposal(
                    phase1["Encryption Algorithm"], phase1["Hash Algorithm"], phase1["DH Group"]
                ),
                "lifetime": int(phase1["Life Time"]),
                "ids": [phase1[f"{side} identifier"].split(", ")[1] for side in ("My", "Peer")],
                "esp": pfsense_proposal(
                    phase2["Encryption Algorithms"], phase2["Hash Algorithms"], phase2["PFS key group"]
                ),
                # Nine tenths, unless a field says otherwise.
                "esp_rekey": int(phase2["Life Time"]) - int(phase2["Life Time"]) // 10,
                "networks": [set(ANYWHERE)] * 2 if phase2["Mode"] == "Routed (VTI)" else networks,
                "key": phase1["Pre-Shared Key"],
            }
        )
    return result


SWANCTL = {"opnsense": opnsense, "pfsense": pfsense}
SHAPES = {
    **{name: case(name) for name in ("ikev2_several_subnets", "route_based_bgp", "dual_tunnel", "dual_tunnel_bgp")},
    "one": config(),
    "routed": ROUTED,
    "three": config(local_subnet=["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"]),
    "aggressive": config(ike_config=ike(ike_version="ikev1", ike_mode="aggressive", local_id="@o.example.com")),
    "no_pfs": config(ike_config=ike(local_id="me@x.example"), ipsec_config=ipsec(ipsec_pfs="disabled")),
    "weak": config(ike_config=ike(ike_pfs="group5"), ipsec_config=ipsec(ipsec_auth_alg="sha1")),
}


@pytest.mark.parametrize(
    ("shape", "vendor"),
    [(shape, vendor) for shape in SHAPES for vendor in VENDORS if (shape, vendor) not in NOT_WRITTEN],
)
def test_strongswan_gets_the_same_from_the_fields(shape: str, vendor: str) -> None:
    assert SWANCTL[vendor](SHAPES[shape]) == essence(SHAPES[shape])


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("name", ["ikev2_several_subnets", "dual_tunnel_bgp"])
def test_the_pages_are_numbered_in_their_order(vendor: str, name: str) -> None:
    """Interfaces and connections before what uses them; comments around them."""
    given = case(name)
    lines = text(given, vendor).splitlines()
    marks = [line[0] for line in lines]
    assert "".join(dict.fromkeys(marks)) == "#[ "
    assert set(marks[marks.index("[") : -marks[::-1].index(" ")]) == {"[", " "}


@pytest.mark.parametrize(("vendor", "path"), [("opnsense", "Firewall > Rules"), ("pfsense", "Firewall > Rules > Floa")])
def test_nothing_leaves_without_encryption(vendor: str, path: str) -> None:
    (block,) = [rule for rule in found(config(), vendor, path) if rule["Action"] == "Block"]
    assert (block["Interface"], block["Direction"].lower(), block["Destination"]) == ("WAN", "out", "10.10.0.0/16")
    assert any(
        line.startswith("Firewall > Rules") and "Block" in line and line.endswith("Destination NETWORK")
        for line in said(ROUTED, vendor)
    )


def test_the_mss_is_limited() -> None:
    rules = found(config(), "opnsense", "Firewall > Settings > Normalization")
    assert [(rule["Source"], rule["Destination"], rule["Max mss"]) for rule in rules] == [
        ("any", "10.10.0.0/16", "1350"),
        ("10.10.0.0/16", "any", "1350"),
    ]
    assert any("Destination NETWORK, Max mss 1350" in line for line in said(ROUTED, "opnsense"))
    (settings,) = found(config(), "pfsense", "System > Advanced > Firewall & NAT")
    assert settings == {"Enable Maximum MSS": "checked", "Maximum MSS": "1350"}
    # Of an interface it takes 40 bytes of headers off, and such traffic is not that of the page above.
    assert [page["MSS"] for page in found(DUAL_ROUTED, "pfsense", "Interfaces > Assignments")] == ["1390", "1390"]
    assert found(DUAL_ROUTED, "pfsense", "System > Advanced > Firewall & NAT") == []


def test_each_tunnel_of_opnsense_has_its_interface() -> None:
    for given, side in ((dual(), "10.10.0.0/16"), (DUAL_ROUTED, "0.0.0.0/0")):
        interfaces = found(given, "opnsense", "VPN > IPsec > Virtual Tunnel Interfaces", tunnel=7)
        children = found(given, "opnsense", "The same page, Children", tunnel=7)
        assert [page["Reqid"] for page in interfaces] == [page["Reqid"] for page in children] == ["7", "8"]
        assert {(page["Policies"], page["Start action"], page["Remote"]) for page in children} == {
            ("not checked", "Start", side)
        }
        gateways = found(given, "opnsense", "System > Gateways > Configuration", tunnel=7)
        assert [(page["Interface"], page["IP Address"]) for page in gateways] == [
            (f"ipsec{page['Reqid']}", page["Tunnel remote address"]) for page in interfaces
        ]
    (child,) = found(config(), "opnsense", "The same page, Children")
    assert (child["Policies"], child["Start action"], "Reqid" in child) == ("checked", "Trap+start", False)


def test_addresses_of_an_opnsense_interface() -> None:
    """Both outer addresses or none, and inside those of BGP where it is used."""
    (page,) = found(case("route_based_bgp"), "opnsense", "VPN > IPsec > Virtual", local_address="203.0.113.10")
    assert (page["Local address"], page["Remote address"]) == ("203.0.113.10", "47.96.0.3")
    assert (page["Tunnel local address"], page["Tunnel remote address"]) == ("169.254.11.2", "169.254.11.1")
    (page,) = found(ROUTED, "opnsense", "VPN > IPsec > Virtual", tunnel=4000)
    assert "Local address" not in page
    assert "Remote address" not in page
    assert (page["Tunnel local address"], page["Tunnel remote address"]) == ("169.254.62.130", "169.254.62.129")


def test_routed_phase_2_of_pfsense() -> None:
    pages_2 = found(case("dual_tunnel_bgp"), "pfsense", "The same page, below")
    assert [(page["Mode"], page["Local Network"], page["Remote Network"]) for page in pages_2] == [
        ("Routed (VTI)", "Network, 169.254.11.2/30", "Address, 169.254.11.1"),
        ("Routed (VTI)", "Network, 169.254.12.2/30", "Address, 169.254.12.1"),
    ]
    assert [page["Description"] for page in found(DUAL_ROUTED, "pfsense", "Interfaces > Assign")] == ["hq_1", "hq_2"]
    several = found(case("ikev2_several_subnets"), "pfsense", "The same page, below")
    assert [(page["Local Network"], page["Remote Network"]) for page in several] == [
        ("Network, 192.168.10.0/24", "Network, 10.10.0.0/16"),
        ("Network, 192.168.20.0/24", "Network, 10.20.0.0/16"),
    ]


@pytest.mark.parametrize(
    ("vendor", "given", "gateways"),
    [
        ("opnsense", dual(), ("hq-1", "hq-2")),
        ("opnsense", DUAL_ROUTED, ("hq-1", "hq-2")),
        ("pfsense", DUAL_ROUTED, ("HQ_1_VTIV4", "HQ_2_VTIV4")),
    ],
)
def test_it_says_what_fails_over_and_what_does_not(
    vendor: str, given: dict[str, Any], gateways: tuple[str, str]
) -> None:
    lines = " ".join(said(given, vendor))
    master, standby = gateways
    for words in (
        "moves no static routes, so these two tunnels need a person or BGP.",
        f"By hand: change the gateway of the static routes to {standby}, and back to {master}.",
        "Answers to connections that begin in the VPC still follow the static routes into hq-1.",
        f"Tier 1 {master}, Tier 2 {standby}, Trigger Level Packet Loss",
        "Monitor IP ADDRESS",
        "SOURCE is a free address of your networks",
    ):
        assert words in lines
    assert "moves no static routes" not in " ".join(said(case("dual_tunnel_bgp"), vendor))
    assert "moves no static routes" not in " ".join(said(config(), vendor))


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_dead_peer_is_noticed_late_with_ikev2(vendor: str) -> None:
    assert any("takes three minutes to notice a dead peer" in line for line in said(config(), vendor))
    assert not any("dead peer" in line for line in said(SHAPES["aggressive"], vendor))


def test_static_routes_of_opnsense_lead_into_the_first_tunnel() -> None:
    (route,) = found(dual(), "opnsense", "System > Routes > Configuration")
    assert (route["Network Address"], route["Gateway"]) == ("10.10.0.0/16", "hq-1")
    assert found(config(), "opnsense", "System > Routes > Configuration") == []


@pytest.mark.parametrize(
    ("vendor", "neighbors", "timers", "maps"),
    [
        (
            "opnsense",
            "Routing > BGP > Neighbors",
            ("Keepalive", "Hold Down Time"),
            [("hq-1-in", None), (None, "hq-2-out")],
        ),
        (
            "pfsense",
            "Services > FRR BGP > Neighbors",
            ("Timers", "Hold Time"),
            [("hq-1-in", "hq-1-out"), ("hq-2-in", "hq-2-out")],
        ),
    ],
)
def test_bgp_prefers_the_first_tunnel(
    vendor: str, neighbors: str, timers: tuple[str, str], maps: list[tuple[str | None, str | None]]
) -> None:
    entries = found(case("dual_tunnel_bgp"), vendor, neighbors)
    assert [tuple(entry[label] for label in timers) for entry in entries] == [("10", "30")] * 2
    labels = (
        ("Route-Map In", "Route-Map Out") if vendor == "opnsense" else ("Route Map Filters in", "Route Map Filters out")
    )
    assert [tuple(entry.get(label) for label in labels) for entry in entries] == maps
    everything = pages(text(case("dual_tunnel_bgp"), vendor))
    settings = {fields["Name"]: " ".join(fields.values()) for path, fields in everything if "Route Maps" in path}
    assert set(settings) == {name for pair in maps for name in pair if name}
    assert "200" in settings["hq-1-in"]
    assert "65010 65010" in settings["hq-2-out"]
    assert not any(
        "200" in setting or "65010" in setting for name, setting in settings.items() if name[3:] in ("1-out", "2-in")
    )
    single = " ".join(" ".join(fields.values()) for _path, fields in pages(text(case("route_based_bgp"), vendor)))
    assert "200" not in single
    assert "65010 65010" not in single


@pytest.mark.parametrize(
    ("identity", "kind", "bare"),
    [
        ("@office.example.com", "Fully qualified domain name", "office.example.com"),
        ("me@office.example", "User fully qualified domain name / E-mail", "me@office.example"),
        ("203.0.113.10", "IP address", "203.0.113.10"),
    ],
)
def test_kinds_of_identities(identity: str, kind: str, bare: str) -> None:
    """OPNsense passes the text on to strongSwan, which knows the kinds itself."""
    given = config(ike_config=ike(local_id=identity))
    (phase1,) = found(given, "pfsense", "VPN > IPsec > Tunnels: Add P1")
    assert phase1["My identifier"] == f"{kind}, {bare}"
    (local,) = found(given, "opnsense", "The same page, Local")
    assert local["ID"] == identity


REFUSALS = [
    ("opnsense", config(ike_config=ike(ike_enc_alg="3des")), "ike_config.ike_enc_alg: '3des' is not available"),
    ("opnsense", config(ike_config=ike(ike_auth_alg="md5")), "ike_config.ike_auth_alg: 'md5' is not available"),
    ("opnsense", config(ike_config=ike(ike_pfs="group24")), "ike_config.ike_pfs: 'group24' is not available"),
    (
        "opnsense",
        config(ike_config=ike(ike_enc_alg="aes", ike_auth_alg="sha1", ike_pfs="group2")),
        "ike_config: 'aes128-sha1-modp1024' is not available for opnsense; allowed: aes128, aes192, aes256 with sha256",
    ),
    (
        "opnsense",
        config(ipsec_config=ipsec(ipsec_enc_alg="aes", ipsec_pfs="disabled")),
        "ipsec_config: 'aes128-sha256' is not available for opnsense; allowed: .*, aes256-sha1, aes256-sha256",
    ),
    ("opnsense", config(ipsec_config=ipsec(ipsec_lifetime=59)), "allowed: 60 to 86400 seconds"),
    ("pfsense", config(ike_config=ike(ike_enc_alg="3des")), "ike_config.ike_enc_alg: '3des' is not available"),
    (
        "pfsense",
        config(ipsec_config=ipsec(ipsec_auth_alg="md5")),
        "ipsec_config.ipsec_auth_alg: 'md5' is not available",
    ),
    ("pfsense", dual(), "two tunnels of pfsense need the mode Routed"),
    (
        "pfsense",
        config(ike_config=ike(ike_version="ikev1"), local_subnet=ANYWHERE, remote_subnet=ANYWHERE),
        "with ikev1, the mode Routed .VTI. of pfsense negotiates only the addresses of the interface; allowed: ikev2",
    ),
]


@pytest.mark.parametrize(("vendor", "given", "message"), REFUSALS)
def test_what_a_vendor_lacks(vendor: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(AnsibleFilterError, match=message):
        peer_config(given, vendor)


def test_weak_proposals_of_opnsense_that_its_menu_has() -> None:
    given = config(ike_config=ike(ike_pfs="group2"), ipsec_config=ipsec(ipsec_auth_alg="sha1", ipsec_pfs="disabled"))
    (connection,) = found(given, "opnsense", "VPN > IPsec > Connections: add")
    (child,) = found(given, "opnsense", "The same page, Children")
    assert (connection["Proposals"], child["ESP proposals"]) == ("aes256-sha256-modp1024", "aes256-sha1")
    assert any(line.startswith("WARNING: hq: group2: weak") for line in said(given, "opnsense"))
