# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in for AWX: its collection, and as much of its API as the collection's modules need to make things.

``python -m tests.integration.awx COMMAND …`` puts the collection beside ours, and runs a command that needs it.
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

from . import awx_rules

# No server for collections can be reached, but this package of PyPI has it; the next one does not.
PACKAGE = "ansible==13.8.0"
COLLECTION = "ansible_collections/awx/awx/"

KINDS = (
    "organizations",
    "credential_types",
    "credentials",
    "execution_environments",
    "projects",
    "project_updates",
    "inventories",
    "inventory_sources",
    "job_templates",
)
# What AWX shows of a new item beyond what was sent.
DEFAULTS: dict[str, dict[str, Any]] = {
    "credential_types": {"managed": False},
    "execution_environments": {"managed": False},
    "projects": {"status": "pending", "credential": None},
    "inventories": {"kind": "", "host_filter": None, "total_hosts": 0, "has_inventory_sources": False},
    "job_templates": {"extra_vars": "", "job_slice_count": 1, "limit": ""},
}
# Members that are the ID of another item.
REFERENCES = {
    "organization": "organizations",
    "credential_type": "credential_types",
    "credential": "credentials",
    "execution_environment": "execution_environments",
    "default_environment": "execution_environments",
    "project": "projects",
    "source_project": "projects",
    "inventory": "inventories",
}


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
    """Lists, items and what hangs on items, by their path under /api/v2/. It refuses and reports what AWX 24.6.1 does.

    `failing_syncs`: how many of the next project syncs fail. `superuser`: whether the token is one of a superuser."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.made: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
        self.made["organizations"] = [{"id": 1, "name": "Default"}]
        self.below: dict[tuple[str, ...], Any] = {}
        self.secrets: dict[int, dict[str, str]] = {}
        self.writes: list[str] = []
        self.failing_syncs = 0
        self.superuser = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def read(self, path: tuple[str, ...], wanted: dict[str, str]) -> Any:
        if len(path) == 1:
            return _page([item for item in self.made[path[0]] if self._matches(item, wanted)])
        if len(path) == 2:
            return self.item(path)
        return self.below.get(path) or ({} if path[2] == "survey_spec" else _page([]))

    def write(self, method: str, path: tuple[str, ...], data: dict[str, Any]) -> tuple[int, Any]:
        """The status and the content of an answer."""
        if path[0] == "credential_types" and not self.superuser:
            return 403, {"detail": "You do not have permission to perform this action."}
        problem = self._problem(method, path, data)
        if problem:
            return problem
        self.writes.append(f"{method} {'/'.join(path)}")
        if method == "DELETE":
            return self._delete(path)
        if method == "PATCH":
            return 200, self._stored(self.item(path), path[0], data)
        if len(path) == 1:
            return 201, self._create(path[0], data)
        if path[2] == "survey_spec":
            self.below[path] = data
            return 200, None
        if path[2] == "update":
            return 202, self._sync(self.item(path))
        linked = [item for item in self.below.get(path, _page([]))["results"] if item["id"] != data["id"]]
        self.below[path] = _page(linked if data.get("disassociate") else [*linked, {"id": data["id"]}])
        return 204, None

    def item(self, path: tuple[str, ...]) -> dict[str, Any]:
        return next(item for item in self.made[path[0]] if str(item["id"]) == path[1])

    def _matches(self, item: dict[str, Any], wanted: dict[str, str]) -> bool:
        if "or__id" in wanted:
            return str(item["id"]) == wanted["or__id"] or item["name"] == wanted["or__name"]
        for filter_, value in wanted.items():
            member, _dummy, beyond = filter_.partition("__")
            shown = self.item((REFERENCES[member], str(item[member])))[beyond] if beyond else item.get(member)
            if str(shown).lower() != value.lower():
                return False
        return True

    def _problem(self, method: str, path: tuple[str, ...], data: dict[str, Any]) -> tuple[int, Any] | None:
        if len(path) > 2:
            refused = self._problem_below(path, data)
            return (400, refused) if refused else None
        old = self.item(path) if len(path) == 2 else {}
        new = {**old, **data}
        used = path[0] == "credential_types" and any(
            item["credential_type"] == old.get("id") for item in self.made["credentials"]
        )
        if used and (method == "DELETE" or new["inputs"] != old["inputs"]):
            detail = "Credential types that are in use cannot be deleted."
            if method == "PATCH":
                detail = "Modifications to inputs are not allowed for credential types that are in use"
            return 403, {"detail": detail}
        if method == "DELETE":
            return None
        for member, kind in REFERENCES.items():
            if data.get(member) and not any(item["id"] == data[member] for item in self.made[kind]):
                return 400, {member: [f'Invalid pk "{data[member]}" - object does not exist.']}
        refused = self._problem_of(path[0], new)
        if refused:
            return 400, refused
        scope = ("name", "organization", "credential_type", "inventory")
        for item in self.made[path[0]] if not old else []:
            if all(item.get(member) == data.get(member) for member in scope):
                return 400, {"__all__": [f"{path[0]} with this (organization, name) combination already exists."]}
        return None

    def _problem_below(self, path: tuple[str, ...], data: dict[str, Any]) -> dict[str, Any] | None:
        if path[2] == "survey_spec":
            return awx_rules.survey(data)
        if path[2] != "credentials" or data.get("disassociate"):
            return None
        others = [self.item(("credentials", str(item["id"]))) for item in self.below.get(path, _page([]))["results"]]
        types = {item["id"]: item for item in self.made["credential_types"]}
        new = self.item(("credentials", str(data["id"])))
        return awx_rules.attached(new, [item for item in others if item is not new], types)

    def _problem_of(self, kind: str, new: dict[str, Any]) -> dict[str, Any] | None:
        if kind == "credential_types":
            return awx_rules.credential_type(new)
        if kind == "credentials":
            return awx_rules.credential(new["inputs"], self.item(("credential_types", str(new["credential_type"]))))
        if kind == "projects" and new.get("credential"):
            used = self.item(("credentials", str(new["credential"])))
            if self.item(("credential_types", str(used["credential_type"])))["kind"] != "scm":
                return {"credential": ["Credential kind must be 'scm'."]}
        if kind == "job_templates":
            project = self.item(("projects", str(new["project"])))
            if project["status"] != "successful" or not awx_rules.is_playbook(new["playbook"]):
                return {"playbook": ["Playbook not found for project."]}
        return None

    def _create(self, kind: str, data: dict[str, Any]) -> dict[str, Any]:
        number = max((item["id"] for item in self.made[kind]), default=0) + 1
        url = f"/api/v2/{kind}/{number}/"
        below = {name: f"{url}{name}/" for name in ("survey_spec", "update", "project_updates")}
        fixed = {"id": number, "url": url, "type": kind, "related": below, "summary_fields": {}, "scm_revision": ""}
        item = {**fixed, **DEFAULTS.get(kind, {})}
        self.made[kind].append(item)
        self._stored(item, kind, data)
        if kind == "projects":
            item["summary_fields"] = {"current_update": {"id": self._sync(item)["id"]}}
        if kind == "inventory_sources":
            self.item(("inventories", str(item["inventory"])))["has_inventory_sources"] = True
        return item

    def _stored(self, item: dict[str, Any], kind: str, data: dict[str, Any]) -> dict[str, Any]:
        """AWX never shows a secret again."""
        if kind == "credentials" and "inputs" in data:
            fields = self.item(("credential_types", str(data["credential_type"])))["inputs"]["fields"]
            hidden = {field["id"] for field in fields if field.get("secret")} & set(data["inputs"])
            self.secrets[item["id"]] = {name: data["inputs"][name] for name in hidden}
            data = {**data, "inputs": {**data["inputs"], **dict.fromkeys(hidden, "$encrypted$")}}
        item.update(data)
        return item

    def _sync(self, project: dict[str, Any]) -> dict[str, Any]:
        failed = self.failing_syncs > 0
        self.failing_syncs -= failed
        project["status"] = "failed" if failed else "successful"
        revision = "" if failed else "4711"
        number = len(self.made["project_updates"]) + 1
        update = {"id": number, "url": f"/api/v2/project_updates/{number}/", "status": project["status"]}
        update |= {"failed": failed, "finished": "now", "scm_revision": revision, "event_processing_finished": True}
        self.made["project_updates"].append(update)
        project["scm_revision"] = revision
        return update

    def _delete(self, path: tuple[str, ...]) -> tuple[int, Any]:
        item = self.item(path)
        self.made[path[0]].remove(item)
        if path[0] == "inventories":
            kept = [source for source in self.made["inventory_sources"] if source["inventory"] != item["id"]]
            self.made["inventory_sources"] = kept
        return (202 if path[0] == "inventories" else 204), None


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

    def do_DELETE(self) -> None:
        self._write("DELETE")

    def _write(self, method: str) -> None:
        data = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        self._answer(*self.server.write(method, _parts(self.path), data))

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
    os.execvp(sys.argv[1], sys.argv[1:])
