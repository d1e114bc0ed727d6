# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong input of any shape gets an error that names what is wrong, and never a traceback or a key."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import VENDORS
from tests.support.peer.cases import ANYWHERE, KEY, SECOND_KEY, bgp, config, dual, ike

ROUTED = config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11)])
SHAPES = (config(), ROUTED, dual(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11), bgp(12)]))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a configuration."""
    found = [path]
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        found += places(inner, (*path, key))
    return found


def replaced(value: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    if not path:
        return wrong
    changed = copy.deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = wrong
    return changed


PLACES = [(shape, path) for shape in SHAPES for path in places(shape)]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=3),
    st.sampled_from(["9" * 5000, "0.0.0.0/0", "::1", "\ud800", "$(id)\n", "1.2.3.4/5/6"]),
)
wrong_values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(st.text(max_size=3), st.integers()), inner, max_size=3)
    ),
    max_leaves=4,
)


def written_or_refused(given_config: Any, vendor: str, **options: Any) -> None:
    refusal = ""
    try:
        assert peer_config(given_config, vendor, **options).endswith("\n")
    except AnsibleFilterError as error:
        refusal = str(error)
    assert not refusal or refusal.startswith("peer_config: ")
    assert KEY not in refusal
    assert SECOND_KEY not in refusal


@given(place=st.sampled_from(PLACES), wrong=wrong_values, vendor=st.sampled_from(tuple(VENDORS)))
def test_a_wrong_value_anywhere(place: tuple[Any, tuple[Any, ...]], wrong: Any, vendor: str) -> None:
    shape, path = place
    written_or_refused(replaced(shape, path, wrong), vendor)


@given(
    option=st.sampled_from(("name", "interface", "tunnel", "local_address", "remote_address")),
    wrong=wrong_values,
    vendor=st.sampled_from(tuple(VENDORS)),
)
def test_a_wrong_option(option: str, wrong: Any, vendor: str) -> None:
    written_or_refused(config(), vendor, **{option: wrong})


@given(wrong=wrong_values)
def test_a_wrong_vendor(wrong: Any) -> None:
    with pytest.raises(
        AnsibleFilterError, match=r"peer_config: vendor: .* is not available for peer_config; allowed: "
    ):
        peer_config(config(), wrong)


def test_options_that_do_not_exist() -> None:
    with pytest.raises(AnsibleFilterError, match=r"peer_config: nmae: not an option; allowed: vendor, name, .*"):
        peer_config(config(), "vyos", nmae="hq")
    with pytest.raises(AnsibleFilterError, match="peer_config: more than six options: not an option"):
        peer_config(config(), "vyos", "hq", "eth0", 1, None, None, "more")
    with pytest.raises(AnsibleFilterError, match="peer_config: vendor: '' is not available"):
        peer_config(config())


def test_a_number_that_python_cannot_print() -> None:
    for wrong in ({"given_config": config(local_subnet=[10**5000])}, {"given_config": config(), "tunnel": 10**5000}):
        written_or_refused(vendor="vyos", **wrong)
    with pytest.raises(AnsibleFilterError, match="too many digits"):
        peer_config(config(), "vyos", tunnel=10**5000)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (config(local_subnet=5), "local_subnet: it must be a list of networks, not int"),
        (config(local_subnet={"a": 1}), "local_subnet: it must be a list of networks, not dict"),
        (config(ike_config="text"), "ike_config: it must be a dictionary, not str"),
        (config(ipsec_config=[1]), "ipsec_config: it must be a dictionary, not list"),
        (config(bgp_configs=7), "bgp_configs: it must be a list of dictionaries, not int"),
        (config(bgp_configs=["x"]), "bgp_configs[0]: it must be a dictionary, not str"),
        (config(tunnels_config=True), "tunnels_config: it must be a list of dictionaries, not bool"),
        (config(tunnels_config=[1, 2]), "tunnels_config[0]: it must be a dictionary, not int"),
        (config(tunnels_config=[{}, {}, {}]), "tunnels_config: 3 tunnels; allowed: one or two"),
        (config(ike_config=ike(psk=12345678)), "ike_config.psk: the key must be text, not int"),
        (config(ike_config=ike(ike_lifetime=float("inf"))), "ike_config.ike_lifetime: inf is not allowed"),
        (ROUTED | {"bgp_configs": [bgp(11) | {"local_asn": -1}]}, "bgp_configs[0].local_asn: -1 is not allowed"),
    ],
)
def test_what_is_wrong_is_named(wrong: Any, message: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        peer_config(wrong, "strongswan_swanctl")
    assert message in str(caught.value)
