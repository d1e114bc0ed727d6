# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the contract allows is rendered or refused clearly, and the key is only where it belongs."""

from __future__ import annotations

import string

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import VENDORS
from tests.emulator import contract
from tests.support.peer.cases import ANYWHERE, KEY, NOT_WRITTEN, SECOND_KEY, case, config, dual, ike, ipsec, needed
from tests.support.peer.readers import KEY_READERS

_PARAMETERS = contract.load().actions["CreateVpnConnection"].parameters
_IKE, _IPSEC = (_PARAMETERS[name].members for name in ("IkeConfig", "IpsecConfig"))
# What a vendor does not support, in the words of the API.
REFUSED = {
    **{vendor: {"sm4", "sm3"} for vendor in VENDORS},
    "fortigate": {"sm4", "sm3", "group24"},
    "vyos": {"sm4", "sm3", "des"},
    "panos": {"sm4", "sm3", "des", "group24"},
    "routeros": {"sm4", "sm3", "group24"},
    "opnsense": {"sm4", "sm3", "des", "3des", "md5", "group1", "group24"},
    "pfsense": {"sm4", "sm3", "des", "3des", "md5"},
    # These have no algorithms.
    "strongswan_swanctl_secrets": set(),
    "strongswan_ipsec_secrets": set(),
}
REFUSED_IPSEC = {"routeros": {"sha384"}}
# What the menu of OPNsense has with sha1, and with group2, group5 and no group.
OPNSENSE = {
    "sha1": {("aes", "group14"), ("aes192", "group14"), ("aes256", "group14"), ("aes256", "disabled")},
    "sha256": {("aes256", "group2"), ("aes", "group5"), ("aes256", "group5"), ("aes256", "disabled")},
    "sha512": {("aes256", "group2")},
}

algorithms = st.fixed_dictionaries(
    {
        "ike_version": st.sampled_from(_IKE["IkeVersion"].values),
        "ike_mode": st.sampled_from(_IKE["IkeMode"].values),
        "ike_enc_alg": st.sampled_from(_IKE["IkeEncAlg"].values),
        "ike_auth_alg": st.sampled_from(_IKE["IkeAuthAlg"].values),
        "ike_pfs": st.sampled_from(_IKE["IkePfs"].values),
    }
)
ipsec_algorithms = st.fixed_dictionaries(
    {
        "ipsec_enc_alg": st.sampled_from(_IPSEC["IpsecEncAlg"].values),
        "ipsec_auth_alg": st.sampled_from(_IPSEC["IpsecAuthAlg"].values),
        "ipsec_pfs": st.sampled_from(_IPSEC["IpsecPfs"].values),
    }
)
# Eight stars are a masked key, which is refused.
keys = st.text(string.ascii_letters + string.digits + string.punctuation, min_size=1, max_size=100).filter(
    lambda key: key != "********"
)


def expected_count(vendor: str, tunnels: int) -> int:
    """Once for each tunnel, except in files that hold no secret."""
    return 0 if vendor in ("strongswan_swanctl_connections", "strongswan_ipsec_conf") else tunnels


@pytest.mark.parametrize("vendor", VENDORS)
@given(phase1=algorithms, phase2=ipsec_algorithms, anywhere=st.booleans())
def test_every_combination_is_rendered_or_refused(vendor: str, phase1: dict, phase2: dict, anywhere: bool) -> None:
    anywhere &= ("route_based_bgp", vendor) not in NOT_WRITTEN
    # Its tunnel interfaces need it.
    anywhere &= vendor != "pfsense" or phase1["ike_version"] == "ikev2"
    subnets = {"local_subnet": ANYWHERE, "remote_subnet": ANYWHERE} if anywhere else {}
    given_config = config(ike_config=ike(**phase1), ipsec_config=ipsec(**phase2), **subnets)
    named = _refused(vendor, phase1, phase2)
    if named:
        with pytest.raises(AnsibleFilterError, match=r"is not available for .*; allowed: \w+") as caught:
            peer_config(given_config, vendor, **needed(vendor))
        assert any(name in str(caught.value) for name in named)
        assert KEY not in str(caught.value)
        return
    text = peer_config(given_config, vendor, **needed(vendor))
    assert text.count(KEY) == expected_count(vendor, 1)
    assert "None" not in text


def _refused(vendor: str, phase1: dict, phase2: dict) -> list[str]:
    """What the refusal must name one of."""
    values = REFUSED[vendor] & {*phase1.values(), *phase2.values()}
    values |= REFUSED_IPSEC.get(vendor, set()) & {*phase2.values()}
    if vendor != "opnsense" or values:
        return [repr(value) for value in values]
    return [f"{name}_config: '" for name, phase in (("ike", phase1), ("ipsec", phase2)) if not _in_menu(name, phase)]


def _in_menu(name: str, phase: dict) -> bool:
    encryption, digest, group = (phase[f"{name}_{part}"] for part in ("enc_alg", "auth_alg", "pfs"))
    return (digest != "sha1" and group == "group14") or (encryption, group) in OPNSENSE.get(digest, ())


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_tunnel_has_its_own_key_once(vendor: str) -> None:
    given_config = dual() if ("dual_tunnel", vendor) not in NOT_WRITTEN else case("dual_tunnel_bgp")
    text = peer_config(given_config, vendor, **needed(vendor))
    assert [text.count(key) for key in (KEY, SECOND_KEY)] == [expected_count(vendor, 1)] * 2


@pytest.mark.parametrize("vendor", KEY_READERS)
@given(key=keys)
def test_a_vendor_reads_back_the_key_or_it_is_refused(vendor: str, key: str) -> None:
    _read_back(vendor, key)


# One for each character that needs quoting, and for each prefix of another notation.
TRICKY = [
    *(f"abc{character}defgh" for character in string.punctuation),
    *(f"{character}bcdefgh" for character in string.punctuation),
    *(f"abcdefg{character}" for character in string.punctuation),
    *(
        "0x41424344",
        "0X41424344",
        "0sQUJDREVG",
        "0SQUJDREVG",
        "0",
        "6",
        "$9$abcdef",
        "${HOME}ab",
        "$(id)abc",
        "`id`abcd",
    ),
    *("\\n\\t\\r\\\\", '""""""', "''''''", "\\\\\\\\\\\\", "ENCabcdef", "%prompt", "!" * 100, "a" * 100, '"' * 100),
]


@pytest.mark.parametrize("vendor", KEY_READERS)
@pytest.mark.parametrize("key", TRICKY)
def test_tricky_keys(vendor: str, key: str) -> None:
    _read_back(vendor, key)


# Each letter becomes another one, and nothing else changes.
OTHER = str.maketrans(string.ascii_letters, string.ascii_letters[1:] + string.ascii_letters[0])


def _text_or_refusal(vendor: str, key: str) -> tuple[str, str]:
    try:
        return peer_config(config(ike_config=ike(psk=key)), vendor), ""
    except AnsibleFilterError as error:
        return "", str(error)


def _read_back(vendor: str, key: str) -> None:
    text, refusal = _text_or_refusal(vendor, key)
    if not refusal:
        assert KEY_READERS[vendor](text) == key
        return
    assert vendor in ("cisco_ios", "fortigate", "vyos", "panos")
    assert "ike_config.psk: a key " in refusal
    assert f"cannot be written for {vendor}" in refusal
    # A key may be a word of the refusal, which then says the same of another key.
    other = key.translate(OTHER)
    assert len(key) < 4 or key not in refusal or (other != key and refusal == _text_or_refusal(vendor, other)[1])


@pytest.mark.parametrize(
    ("vendor", "key"),
    [
        ("cisco_ios", "what?ever"),
        ("cisco_ios", 'what"ever'),
        ("cisco_ios", "6"),
        ("cisco_ios", "hex"),
        ("cisco_ios", "Local"),
        ("cisco_ios", "remote"),
        ("cisco_ios", "rem"),
        ("fortigate", "short"),
        ("fortigate", "#" * 64),
        ("vyos", "it's-me"),
        ("vyos", "back\\slash"),
        ("vyos", "0xCAFE00"),
        ("panos", "what?ever"),
        ("panos", 'what"ever'),
        ("panos", "-AQ==abc"),
    ],
)
def test_keys_that_a_vendor_cannot_express_are_refused(vendor: str, key: str) -> None:
    with pytest.raises(AnsibleFilterError, match=f"cannot be written for {vendor}") as caught:
        peer_config(config(ike_config=ike(psk=key)), vendor)
    if len(key) > 1:
        assert key not in str(caught.value)


LIFETIMES = {
    "strongswan_swanctl": 60,
    "strongswan_swanctl_connections": 60,
    "strongswan_ipsec_conf": 60,
    "cisco_ios": 120,
    "juniper_srx": 180,
    "fortigate": 120,
    "vyos": 30,
    "panos": 180,
    "routeros": 60,
    "pfsense": 60,
}


@pytest.mark.parametrize(("vendor", "least"), LIFETIMES.items())
def test_lifetimes_have_a_minimum(vendor: str, least: int) -> None:
    for name, settings in (("ike", {"ike_config": ike}), ("ipsec", {"ipsec_config": ipsec})):
        ((where, make),) = settings.items()
        assert str(least) in peer_config(config(**{where: make(**{f"{name}_lifetime": least})}), vendor)
        with pytest.raises(
            AnsibleFilterError, match=f"{where}.{name}_lifetime: {least - 1} .* allowed: {least} to 86400"
        ):
            peer_config(config(**{where: make(**{f"{name}_lifetime": least - 1})}), vendor)
