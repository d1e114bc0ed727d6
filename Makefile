# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# make demo   a site-to-site tunnel against the stand-in cloud, from nothing
# make test   everything that a change has to pass
# The rest are parts of the two, for those who work on the collection.

unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory
RUN = .venv/bin/python -m tests.run

.NOTPARALLEL:
.PHONY: demo emulator venv test lint unit sanity integration docs matrix clean

demo: .venv/.demo
	@.venv/bin/python -m tests.demo

emulator: .venv/.demo
	@.venv/bin/python -m tests.emulator --port 8765

venv: .venv/.test

test: .venv/.test
	@$(RUN)

lint unit sanity integration: .venv/.test
	@$(RUN) $@

docs: .venv/.test
	@$(RUN) lint-docs
	@.venv/bin/python -m tests.site

matrix: .venv/.test
	@$(RUN) --matrix

# make test brings all that make demo needs, so a stamp for the second is no reason to install again.
.venv/.test .venv/.demo: .venv/.%: $(wildcard requirements/*.txt) tests/venv.sh
	@echo "Installing requirements/$*.txt in .venv"
	@tests/venv.sh .venv -r requirements/$*.txt
	@touch $@

clean:
	rm -rf .build .venv .nox .ansible tests/output
