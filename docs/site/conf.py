# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx's configuration of the site that docs/build.sh builds."""

from __future__ import annotations

import re
from typing import Any

project = "alicloud.vpn"
html_title = "Alibaba Cloud VPN Gateway for Ansible"
copyright = "the alicloud.vpn developers"

extensions = ["myst_parser", "sphinx_antsibull_ext", "sphinxcontrib.svgbob"]
myst_heading_anchors = 3

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
# The colours of the tables of options, which antsibull-docs has for light pages only.
_LIGHT = {
    "links-background": "#1d6f72",
    "links-background-active": "#175a5c",
    "links-focus-outline": "#204748",
    "links-text": "#fff",
    "table-background-header": "#d3e6f3",
    "table-background-even": "#f3f8fc",
    "table-background-odd": "#fff",
    "table-border": "#b5c5d0",
    "narrowtable-background": "#e7f2fa",
    "option-required": "#c00000",
    "attribute-support-none": "#c00000",
    "attribute-support-partial": "#6b6b00",
}
_DARK = {
    "links-background": "#1d6f72",
    "links-background-active": "#238a8d",
    "links-focus-outline": "#91d9db",
    "links-text": "#fff",
    "table-background-header": "#37373a",
    "table-background-even": "#1c1c1e",
    "table-background-odd": "#242426",
    "table-border": "#55555a",
    "narrowtable-background": "#37373a",
    "option-type": "#ff93ff",
    "option-elements": "#ff93ff",
    "option-required": "#ff8282",
    "option-version-added": "#71d471",
    "option-aliases": "#71d471",
    "option-default": "#adadff",
    "option-sample": "#adadff",
    "option-sample-header": "#fff",
    "attribute-support-none": "#ff8282",
    "attribute-support-partial": "#b6b600",
    "attribute-support-full": "#0c0",
    "deprecation-border": "#fff",
    "deprecation-background": "#111",
    "deprecation-color": "#fff",
}
html_theme_options = {
    "light_css_variables": {f"antsibull-{name}": colour for name, colour in _LIGHT.items()},
    "dark_css_variables": {f"antsibull-{name}": colour for name, colour in _DARK.items()},
    "source_repository": "https://github.com/alicloud-vpn/alicloud.vpn/",
    "source_branch": "main",
    "source_directory": "docs/",
    "top_of_page_buttons": [],
}

pygments_style = "ansible"
pygments_dark_style = "monokai"
highlight_language = "YAML+Jinja"
svgbob_font_family = "monospace"

# What the reference says about other collections is not on this site. antsibull-docs lint-collection-docs checks all of
# its references, to our own modules too.
suppress_warnings = ["ref"]
nitpicky = True

# The theme shows the contents of each page beside it, and calls a second list of them an error.
_CONTENTS = re.compile(r"^\.\. contents::.*\n(?: +:\w+:.*\n)*", re.MULTILINE)


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _without_contents)


def _without_contents(_app: Any, _name: str, source: list[str]) -> None:
    source[0] = _CONTENTS.sub("", source[0])
