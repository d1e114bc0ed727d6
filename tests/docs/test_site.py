# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The site builds without a warning, has all guides, needs no network, and can be read on a phone and in the dark."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

import pytest

from tests.docs import browser
from tests.support import tree

GUIDES = sorted(path.stem for path in (tree.ROOT / "docs" / "guides").glob("*.md"))


@pytest.fixture(scope="module")
def site() -> Path:
    """The folder of the site. A warning fails the build."""
    tree.ensure()
    done = subprocess.run(["docs/build.sh"], cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return tree.BUILD / "docs" / "html"


def _text(page: Path) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


def _install() -> str:
    """The command of the README."""
    (command,) = re.findall(
        r"^ansible-galaxy collection install .*", (tree.ROOT / "README.md").read_text(), re.MULTILINE
    )
    return command


def _chromium() -> str:
    found = browser.find()
    if not found:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    return found


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_is_on_the_site_and_in_its_index(site: Path, guide: str) -> None:
    assert (site / "guides" / f"{guide}.html").exists()
    assert f'href="guides/{guide}.html"' in (site / "index.html").read_text(encoding="utf-8")
    if guide != "index":
        assert (
            f'href="{guide}.html"' in (site / "guides" / "index.html").read_text(encoding="utf-8").split("<article")[1]
        )


def test_the_site_and_the_readme_say_the_same_install_command(site: Path) -> None:
    command = _install()
    assert command in _text(site / "index.html")
    modules = sorted((site / "reference").glob("*_module.html"))
    assert modules
    for page in modules:
        assert re.findall(r"ansible-galaxy collection install \S+", _text(page)) == [f"{command}."], page.name


def test_the_search_finds_guides_and_modules(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert '"guides/which_gateway"' in index
    assert '"reference/vpn_connection_module"' in index


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]+src=\"([^\"]+)\"", text)
        loaded += re.findall(r"<link[^>]+rel=\"(?:stylesheet|icon|preload)\"[^>]+href=\"([^\"]+)\"", text)
        assert not [address for address in loaded if "//" in address], page.name


def test_a_diagram_is_a_picture(site: Path) -> None:
    (name,) = re.findall(
        r'<img[^>]+class="svgbob"[^>]+src="([^"]+)"', (site / "index.html").read_text(encoding="utf-8")
    )
    assert (site / name).read_text(encoding="utf-8").startswith("<svg")


def test_pages_fit_a_phone_and_can_be_read_in_light_and_dark(site: Path, tmp_path: Path) -> None:
    pages = sorted(str(page.relative_to(site)) for page in site.rglob("*.html"))
    assert browser.look(_chromium(), site, pages, tmp_path) == {}


def test_the_look_finds_what_is_wrong(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    wide = '<p style="width: 600px">wide</p>'
    faint = '<p style="color: #ccc; background: #fff">faint</p>'
    (site / "page.html").write_text(f"<!DOCTYPE html><article>{wide}{faint}</article>", encoding="utf-8")
    found = browser.look(_chromium(), site, ["page.html"], tmp_path / "profile")
    assert found == {
        "page.html is wider than 390 px": ["P wide"],
        "page.html scrolls sideways at 390 px": ["the whole page"],
        "page.html is too faint in light mode": ["1.6 faint"],
        "page.html is too faint in dark mode": ["1.6 faint"],
    }
