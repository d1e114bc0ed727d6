#!/usr/bin/env bash
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/venv.sh FOLDER ARGUMENT… installs what the arguments say (-r requirements/test.txt) in the environment FOLDER,
# which it makes if there is none: with the best Python it finds, or with one of the versions in $PYTHON. The exit code is 3
# where no such Python is found. Nothing here needs root.

set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1
shift

# Python keeps the bytecode of what it imports, or every tool would start slowly. Not all is compiled here: that would take
# longer than the installation itself, and more than half of it is never imported.
unset PYTHONDONTWRITEBYTECODE

# A pyenv shim can be on PATH and yet lead nowhere, so each is tried.
find_python() {
  local version candidate
  for version in ${PYTHON:-3.13 3.12 3.14 3.11}; do
    for candidate in ~/.pyenv/versions/"$version".*/bin/python "python$version"; do
      if "$candidate" -c 'import ensurepip' 2>/dev/null; then
        echo "$candidate"
        return
      fi
    done
  done
  echo "No Python ${PYTHON:-3.11 or newer} with ensurepip was found (Debian: apt-get install python3-venv)." >&2
  return 3
}

# pip comes last, so an environment without it was interrupted.
if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  python=$(find_python)
  rm -rf "$venv"
  mkdir -p "$(dirname "$venv")"
  "$python" -m venv "$venv"
fi

# uv takes a fifth of pip's time, but it is not made for every machine.
if "$venv/bin/python" -m pip install -qq --disable-pip-version-check uv; then
  "$venv/bin/uv" pip install --quiet --python "$venv" "$@"
else
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile "$@"
fi
