# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# make demo          a site-to-site VPN on the stand-in cloud, from nothing
# make demo-tunnel   the same with real daemons, and packets through both tunnels (root on Debian)
# make quick         the fastest checks: ruff, mypy, generated files, unit tests
# make test          everything that a change has to pass
# CONTRIBUTING.md has the rest.

unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory
RUN = .venv/bin/python -m tests.run
PORT = 8765
# Options of tests/bench: make bench BENCH="--parts lists"
BENCH =
# Options of tests/chaos: make chaos CHAOS="--seed 7 --only 1234"
CHAOS =

INPUTS = tests/unit/modules/test_bad_input.py tests/unit/modules/test_hostile_answers.py \
	tests/unit/plugins/test_bad_input.py

.NOTPARALLEL:
.PHONY: demo demo-tunnel emulator venv generate quick test lint unit component sanity integration e2e packages docs matrix
.PHONY: bench chaos inputs clean

demo: .venv/.demo
	@.venv/bin/python -m tests.demo

demo-tunnel: .venv/.demo packages
	@.venv/bin/python -m tests.demo.tunnel

emulator: .venv/.demo
	@.venv/bin/python -m tests.emulator --port $(PORT)

venv: .venv/.test

# What repeats facts that stand elsewhere: tools/generate.py.
generate: .venv/.test
	@.venv/bin/python -m tools.generate

quick: .venv/.test
	@$(RUN) --quick

test: .venv/.test browser
	@$(RUN)

lint unit component sanity integration: .venv/.test
	@$(RUN) $@

e2e: .venv/.test packages
	@$(RUN) $@

packages:
	@tests/e2e/packages.sh

# Tests look at the pages of the documentation and of the role topology_report with it.
browser:
	@tests/e2e/packages.sh chromium

docs: .venv/.test
	@$(RUN) lint-docs docs

matrix: .venv/.test
	@$(RUN) --matrix

bench: .venv/.test
	@.venv/bin/python -m tests.bench $(BENCH)

REQUIREMENTS = $(wildcard requirements/*.txt tests/*/requirements.txt) tests/venv.sh

.venv/.demo: $(REQUIREMENTS)
	@echo "Installing requirements/demo.txt in .venv"
	@tests/venv.sh .venv -r requirements/demo.txt
	@touch $@

# This brings all that the demo needs as well.
.venv/.test: $(REQUIREMENTS)
	@echo "Installing requirements/test.txt in .venv"
	@tests/venv.sh .venv -r requirements/test.txt
	@touch .venv/.demo $@

chaos: .venv/.test
	@.venv/bin/python -m tests.chaos $(CHAOS)

# More wrong values and hostile answers than make test has, and others at each run: tests/inputs.py.
inputs: .venv/.test
	@.venv/bin/python -m tests.inputs $(INPUTS)

clean:
	rm -rf .build .venv .nox .ansible .hypothesis .ruff_cache collections tests/output changelogs/.plugin-cache.yaml
	find . -name __pycache__ -prune -exec rm -rf {} +
