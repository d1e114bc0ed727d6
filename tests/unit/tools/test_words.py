# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles, enumerations and placeholders."""

from __future__ import annotations

import pytest

from tools import words


@pytest.mark.parametrize(
    ("noun", "whole"),
    [
        ("VPN gateway", "a VPN gateway"),
        ("customer gateway", "a customer gateway"),
        ("IPsec connection", "an IPsec connection"),
        ("SSL-VPN server", "an SSL-VPN server"),
        ("address", "an address"),
        ("route", "a route"),
    ],
)
def test_articles_follow_the_spoken_word(noun: str, whole: str) -> None:
    assert words.with_article(noun) == whole


def test_enumerations() -> None:
    assert words.enumeration(["a"], "or") == "a"
    assert words.enumeration(["a", "b"], "or") == "a or b"
    assert words.enumeration(["a", "b", "c"], "and") == "a, b and c"


def test_values_are_written_as_yaml_has_them() -> None:
    assert (words.value(True), words.value(10), words.value("TCP")) == ("V(true)", "V(10)", "V(TCP)")


def test_placeholders_are_filled_also_those_of_phrases() -> None:
    facts = {"phrase": "all {titles}", "titles": "roads"}
    assert words.filled("Lists {phrase}.", facts) == "Lists all roads."


def test_an_unknown_placeholder_is_refused_with_its_text() -> None:
    with pytest.raises(words.UnknownPlaceholder, match=r"\{color\} is not known in: The \{color\}\."):
        words.filled("The {color}.", {"color": ""})
