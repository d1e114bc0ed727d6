#!/bin/sh
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# packages.sh [PACKAGE…]: the daemons of the end-to-end tests and of make demo-tunnel and the given packages, from Debian,
# for root on a machine with apt. Elsewhere the tests say what is missing, and are skipped.

set -eu
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 0

missing=
for package in strongswan-swanctl strongswan-charon libcharon-extra-plugins libstrongswan-standard-plugins openvpn \
  iputils-ping iproute2 "$@"; do
  dpkg-query --show --showformat '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # a list
if ! { apt-get update -qq && apt-get install -qq --yes --no-install-recommends $missing >/dev/null; }; then
  echo "They could not be installed."
fi
