# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of an OpenVPN client: private, complete, and written only if they differ."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.basic import AnsibleModule
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from tests.support.tasks import Ran, Tasks


@pytest.fixture
def server(tasks: Tasks) -> str:
    tasks.gateway(enable_ssl=True)
    server = tasks.ssl_server()
    tasks.emulator.clear_log()
    return server


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    """A folder that does not exist, in another one that does not exist."""
    return tmp_path / "clients" / "anna"


def _cert(tasks: Tasks, dest: Path, check: bool = False, **options: Any) -> Ran:
    return tasks("ssl_vpn_client_cert", check=check, name="anna", ssl_vpn_server="hq-remote", dest=str(dest), **options)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def _kept(dest: Path) -> dict[str, tuple[int, float, str]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime, path.read_text()) for path in dest.iterdir()}


def _secret(tasks: Tasks) -> str:
    """One line of the private key."""
    return tasks.records("ssl_vpn_client_certs")[0]["ClientKey"].splitlines()[1]


def test_four_private_files(tasks: Tasks, server: str, dest: Path) -> None:
    ran = _cert(tasks, dest)
    identifier = ran["ssl_vpn_client_cert"]["ssl_vpn_client_cert_id"]
    names = ["ca.crt", f"{identifier}.crt", f"{identifier}.key", f"{identifier}.ovpn"]
    assert ran["files"] == [str(dest / name) for name in names]
    assert (ran["changed"], ran["actions"]) == (True, ["CreateSslVpnClientCert"])
    assert sorted(path.name for path in dest.iterdir()) == sorted(names)
    assert {_mode(path) for path in dest.iterdir()} == {0o600}
    assert _mode(dest) == 0o700


def test_the_files_belong_together(tasks: Tasks, server: str, dest: Path) -> None:
    ca, certificate, key, profile = (Path(path) for path in _cert(tasks, dest)["files"])
    issuer = x509.load_pem_x509_certificate(ca.read_bytes())
    issued = x509.load_pem_x509_certificate(certificate.read_bytes())
    private = load_pem_private_key(key.read_bytes(), None)
    issued.verify_directly_issued_by(issuer)
    form = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert private.public_key().public_bytes(*form) == issued.public_key().public_bytes(*form)
    lines = profile.read_text().splitlines()
    assert {f"ca {ca.name}", f"cert {certificate.name}", f"key {key.name}"} <= set(lines)


def test_a_second_run_writes_nothing(tasks: Tasks, server: str, dest: Path) -> None:
    created = _cert(tasks, dest)
    before = _kept(dest)
    for check in (True, False):
        again = _cert(tasks, dest, check=check)
        assert (again["changed"], again["actions"], again["files"]) == (False, [], created["files"])
        assert again["diff"]["before"] == again["diff"]["after"]
    assert _kept(dest) == before


def test_check_mode_writes_nothing(tasks: Tasks, server: str, dest: Path) -> None:
    predicted = _cert(tasks, dest, check=True)
    assert (predicted["changed"], predicted["files"]) == (True, [])
    assert not dest.exists()
    assert tasks.writes() == []
    tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")
    predicted = _cert(tasks, dest, check=True)
    assert (predicted["changed"], predicted["actions"], len(predicted["files"])) == (True, [], 4)
    assert predicted["diff"]["before"]["files"] == []
    assert predicted["diff"]["after"]["files"] == sorted(predicted["files"])
    assert not dest.parent.exists()
    done = _cert(tasks, dest)
    assert (done["changed"], done["actions"], done["diff"]) == (True, [], predicted["diff"])


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("how", ["tampered", "missing", "readable by others", "not even text"])
def test_a_file_that_differs_is_restored(tasks: Tasks, server: str, dest: Path, which: int, how: str) -> None:
    created = _cert(tasks, dest)
    before = _kept(dest)
    path = Path(created["files"][which])
    if how == "tampered":
        path.write_text(path.read_text() + "\n")
    elif how == "missing":
        path.unlink()
    elif how == "readable by others":
        path.chmod(0o644)
    else:
        path.write_bytes(b"\xff\xfe\x00")
    predicted = _cert(tasks, dest, check=True)
    assert predicted["changed"]
    ran = _cert(tasks, dest)
    assert (ran["changed"], ran["actions"], ran["diff"]) == (True, [], predicted["diff"])
    assert set(ran["diff"]["after"]["files"]) - set(ran["diff"]["before"]["files"]) == {str(path)}
    after = _kept(dest)
    assert {name: text for name, (_inode, _time, text) in after.items()} == {
        name: text for name, (_inode, _time, text) in before.items()
    }
    assert _mode(path) == 0o600
    untouched = [name for name in before if name != path.name]
    assert all(after[name] == before[name] for name in untouched)
    assert _cert(tasks, dest)["changed"] is False


def test_an_existing_directory_keeps_its_mode(tasks: Tasks, server: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "other").write_text("x")
    _cert(tasks, tmp_path)
    assert _mode(tmp_path) == 0o755
    assert (tmp_path / "other").read_text() == "x"


def test_a_failed_write_leaves_the_old_file(
    tasks: Tasks, server: str, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = _cert(tasks, dest)
    key = Path(created["files"][2])
    key.write_text("old")
    key.chmod(0o600)

    def full(self: AnsibleModule, source: str, target: str, **more: Any) -> None:
        self.fail_json(msg=f"Could not replace {target}: No space left on device")

    monkeypatch.setattr(AnsibleModule, "atomic_move", full)
    options = {"name": "anna", "ssl_vpn_server": "hq-remote", "dest": str(dest)}
    ran = tasks.attempt("ssl_vpn_client_cert", **options)
    assert "No space left" in ran["msg"]
    assert _secret(tasks) not in ran.output
    assert key.read_text() == "old"
    assert len(list(dest.iterdir())) == 4


def test_a_destination_that_cannot_be_written(tasks: Tasks, server: str, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    options = {"name": "anna", "ssl_vpn_server": "hq-remote", "dest": str(blocked / "anna")}
    ran = tasks.attempt("ssl_vpn_client_cert", **options)
    assert ran.failed
    assert str(blocked) in ran["msg"]
    # The certificate was created, and the failure says so.
    assert (ran["changed"], ran["actions"]) == (True, ["CreateSslVpnClientCert"])


def test_absent_with_dest_is_refused_before_any_call(tasks: Tasks, dest: Path) -> None:
    options = {"name": "anna", "dest": str(dest), "state": "absent"}
    assert "dest" in tasks.refused("ssl_vpn_client_cert", **options)
    assert tasks.calls == []


def test_the_key_is_only_in_its_file(tasks: Tasks, server: str, dest: Path) -> None:
    runs = [
        _cert(tasks, dest),
        _cert(tasks, dest),
        _cert(tasks, dest, check=True),
        tasks("ssl_vpn_client_cert_info"),
        tasks("ssl_vpn_client_cert", name="anna", state="absent", check=True),
    ]
    by_id = runs[0]["ssl_vpn_client_cert"]["ssl_vpn_client_cert_id"]
    runs.append(tasks("ssl_vpn_client_cert_info", ssl_vpn_client_cert_ids=[by_id]))
    runs.append(tasks("ssl_vpn_client_cert", ssl_vpn_client_cert_id=by_id, name="berta"))
    for ran in runs:
        assert _secret(tasks) not in ran.output
    assert _secret(tasks) in Path(runs[0]["files"][2]).read_text()
    assert _secret(tasks) in tasks("ssl_vpn_client_cert", name="berta", include_secrets=True).output


def test_without_dest_nothing_is_written(tasks: Tasks, server: str, dest: Path) -> None:
    ran = tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")
    assert ran["files"] == []
    assert "files" not in ran["diff"]["after"]


def test_home_is_expanded(tasks: Tasks, server: str) -> None:
    ran = tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote", dest="~/vpn-anna")
    assert ran["files"][0] == os.path.join(os.environ["HOME"], "vpn-anna", "ca.crt")
    assert Path(ran["files"][0]).exists()


class TestLock:
    """The gateway of the server creates and deletes certificates."""

    def test_a_busy_gateway_is_waited_for(self, tasks: Tasks, server: str) -> None:
        tasks.emulator.cloud.settle = 0.2
        tasks("vpn_gateway", name="hq", description="Changed", wait=False)
        tasks.emulator.clear_log()
        tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote", wait=False)
        tasks("ssl_vpn_client_cert", name="anna", state="absent", wait=False)
        assert [(entry["action"], entry["code"]) for entry in tasks.emulator.writes] == [
            ("CreateSslVpnClientCert", None),
            ("DeleteSslVpnClientCert", None),
        ]

    def test_a_busy_gateway_times_out(self, tasks: Tasks, server: str) -> None:
        tasks.emulator.cloud.settle = 60
        tasks("vpn_gateway", name="hq", description="Changed", wait=False)
        options = {"name": "anna", "ssl_vpn_server": "hq-remote", "wait_timeout": 1}
        text = tasks.refused("ssl_vpn_client_cert", **options)
        for part in ("VPN gateway", "'updating'", "wait_timeout"):
            assert part in text
        assert tasks.records("ssl_vpn_client_certs") == []
