# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium that opens look.html, which opens the pages of a site and posts what it finds."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
_PROGRAM = Path(__file__).with_name("look.html")
_SECONDS = 240


def find() -> str | None:
    """Where Chromium is, if this machine has it."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def look(chromium: str, site: Path, pages: Sequence[str], profile: Path) -> dict[str, list[str]]:
    """What is wrong with the pages."""
    with _serve(site, pages) as server:
        process = subprocess.Popen(
            [
                *(chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *(f"--user-data-dir={profile}", "--remote-debugging-port=0"),
                f"http://127.0.0.1:{server.server_port}/_look",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert server.answered.wait(_SECONDS), "the browser found nothing and did not finish"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return server.found


class _Server(ThreadingHTTPServer):
    def __init__(self, site: Path, pages: Sequence[str]) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
        self.pages = pages
        self.found: dict[str, list[str]] = {}
        self.answered = threading.Event()


class _Handler(SimpleHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        if self.path == "/_look":
            self._send(_PROGRAM.read_bytes(), "text/html")
        elif self.path == "/_pages":
            self._send(json.dumps(self.server.pages).encode(), "application/json")
        else:
            super().do_GET()

    def do_POST(self) -> None:
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._send(b"", "text/plain")
        self.server.answered.set()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """A browser asks for hundreds of files."""


@contextmanager
def _serve(site: Path, pages: Sequence[str]) -> Iterator[_Server]:
    with _Server(site, pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
