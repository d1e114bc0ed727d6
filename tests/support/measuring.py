# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests without the measurement of coverage, with which they take up to twice as long."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import pytest

from tests.support import tree


@contextmanager
def paused() -> Iterator[None]:
    """Meanwhile nothing is measured, here and in processes that are started."""
    _import_modules()
    trace, trace_of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
            yield
    finally:
        sys.settrace(trace)
        threading.settrace(trace_of_threads)


@pytest.fixture(scope="module")
def unmeasured() -> Iterator[None]:
    """For tests that run no line of the plugins that is not covered otherwise."""
    with paused():
        yield


@cache
def _import_modules() -> None:
    """The lines that run while a module is imported run once; tests import them when they need them."""
    for path in (tree.ROOT / "plugins" / "modules").glob("[!_]*.py"):
        import_module(f"ansible_collections.alicloud.vpn.plugins.modules.{path.stem}")
