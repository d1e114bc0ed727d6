#!/usr/bin/env bash
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the guides and the documentation of all modules, plugins and roles as HTML in .build/docs/html. Needs no network.

set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" ANSIBLE_COLLECTIONS_PATH="$PWD/.build/tree"
site=.build/docs

rm -rf "$site"
mkdir -p "$site"
cp -R docs/site "$site/source"
cp -R docs/guides "$site/source/guides"
cp docs/performance.* "$site/source"
mkdir -m 0755 "$site/source/reference"  # antsibull-docs refuses a folder that others can write
antsibull-docs --config-file docs/site/antsibull-docs.cfg \
  collection --use-current --squash-hierarchy --dest-dir "$site/source/reference" alicloud.vpn
sphinx-build --quiet --fail-on-warning --keep-going "$site/source" "$site/html"
