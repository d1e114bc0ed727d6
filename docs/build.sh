#!/usr/bin/env bash
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the documentation of all modules and roles as HTML in .build/docs/build/html.

set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" ANSIBLE_COLLECTIONS_PATH="$PWD/.build/tree"
site=.build/docs

rm -rf "$site"
mkdir -p "$site"
chmod og-w "$site"  # antsibull-docs wants it so
antsibull-docs sphinx-init --use-current --squash-hierarchy \
  --project 'Alibaba Cloud VPN Gateway' --title 'Alibaba Cloud VPN Gateway for Ansible' \
  --copyright 'the alicloud.vpn developers' --dest-dir "$site" alicloud.vpn
# The build stays on this machine, so that references into Ansible's own documentation lead nowhere. Those to our own are
# checked by antsibull-docs lint-collection-docs.
printf '%s\n' 'intersphinx_mapping = {}' 'suppress_warnings = ["ref"]' >> "$site/conf.py"
"$site/build.sh"
