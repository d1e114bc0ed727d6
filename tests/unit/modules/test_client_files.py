# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of an OpenVPN client: private, complete, and written only if they differ."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.converge import Outcome
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Refused
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.client_files import CLIENT_FILES
from tests.support.once import Once
from tests.support.tasks import Ran, Tasks


@Once
def _server(tasks: Tasks) -> str:
    tasks.gateway(enable_ssl=True)
    return tasks.ssl_server()


@pytest.fixture
def server(tasks: Tasks) -> str:
    return _server(tasks)


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


def test_five_private_files(tasks: Tasks, server: str, dest: Path) -> None:
    ran = _cert(tasks, dest)
    identifier = ran["ssl_vpn_client_cert"]["ssl_vpn_client_cert_id"]
    names = ["ca.crt", f"{identifier}.crt", f"{identifier}.key", f"{identifier}.ovpn", "anna.ovpn"]
    assert ran["files"] == [str(dest / name) for name in names]
    assert (ran["changed"], ran["actions"]) == (True, ["CreateSslVpnClientCert"])
    assert sorted(path.name for path in dest.iterdir()) == sorted(names)
    assert {_mode(path) for path in dest.iterdir()} == {0o600}
    assert _mode(dest) == 0o700


def test_the_files_belong_together(tasks: Tasks, server: str, dest: Path) -> None:
    ca, certificate, key, profile, _inline = (Path(path) for path in _cert(tasks, dest)["files"])
    issuer = x509.load_pem_x509_certificate(ca.read_bytes())
    issued = x509.load_pem_x509_certificate(certificate.read_bytes())
    private = load_pem_private_key(key.read_bytes(), None)
    issued.verify_directly_issued_by(issuer)
    form = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert private.public_key().public_bytes(*form) == issued.public_key().public_bytes(*form)
    lines = profile.read_text().splitlines()
    assert {f"ca {ca.name}", f"cert {certificate.name}", f"key {key.name}"} <= set(lines)


def test_one_file_has_everything_in_it(tasks: Tasks, server: str, dest: Path) -> None:
    ca, certificate, key, profile, inline = (Path(path).read_text() for path in _cert(tasks, dest)["files"])
    blocks = dict(re.findall(r"(?ms)^<(\w+)>\n(.*?)^</\1>$", inline))
    assert blocks == {"ca": ca, "cert": certificate, "key": key}
    rest = re.sub(r"(?ms)^<(\w+)>\n.*?^</\1>\n", "", inline).splitlines()
    assert rest == [line for line in profile.splitlines() if line.split()[0] not in blocks]
    assert "client" in rest


def test_the_file_with_everything_has_the_name_in_the_cloud(tasks: Tasks, server: str, dest: Path) -> None:
    identifier = _cert(tasks, dest)["ssl_vpn_client_cert"]["ssl_vpn_client_cert_id"]
    ran = tasks("ssl_vpn_client_cert", ssl_vpn_client_cert_id=identifier, dest=str(dest))
    assert (ran["changed"], Path(ran["files"][-1]).name) == (False, "anna.ovpn")


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
    assert (predicted["changed"], predicted["actions"], len(predicted["files"])) == (True, [], 5)
    assert predicted["diff"]["before"]["files"] == []
    assert predicted["diff"]["after"]["files"] == sorted(predicted["files"])
    assert not dest.parent.exists()
    done = _cert(tasks, dest)
    assert (done["changed"], done["actions"], done["diff"]) == (True, [], predicted["diff"])


@pytest.mark.parametrize("which", range(5))
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

    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    options = {"name": "anna", "ssl_vpn_server": "hq-remote", "dest": str(dest)}
    ran = tasks.attempt("ssl_vpn_client_cert", **options)
    assert "No space left" in ran["msg"]
    assert _secret(tasks) not in ran.output
    assert key.read_text() == "old"
    assert len(list(dest.iterdir())) == 5


def _file(dest: Path) -> str:
    dest.parent.mkdir()
    dest.write_text("x")
    return f"'{dest}' is not a directory"


def _below_a_file(dest: Path) -> str:
    dest.parent.write_text("x")
    return f"'{dest.parent}' is not a directory"


def _loop(dest: Path) -> str:
    dest.parent.mkdir()
    dest.symlink_to(dest)
    return f"'{dest}' is not a directory"


def _folder_in_the_place(dest: Path) -> str:
    (dest / "anna.ovpn").mkdir(parents=True)
    return f"'{dest}/anna.ovpn' exists and is not a file"


def _pipe_in_the_place(dest: Path) -> str:
    dest.mkdir(parents=True)
    os.mkfifo(dest / "ca.crt")
    return f"'{dest}/ca.crt' exists and is not a file"


@pytest.mark.parametrize("arrange", [_file, _below_a_file, _loop, _folder_in_the_place, _pipe_in_the_place])
@pytest.mark.parametrize("check", [False, True])
def test_a_place_that_cannot_be_written_is_refused_before_any_call(
    tasks: Tasks, server: str, dest: Path, arrange: Callable[[Path], str], check: bool
) -> None:
    problem = arrange(dest)
    options = {"name": "anna", "ssl_vpn_server": "hq-remote", "dest": str(dest)}
    text = tasks.refused("ssl_vpn_client_cert", check=check, **options)
    assert text == f"dest: {problem}; give a directory that the task can write to"
    assert tasks.calls == []


def test_a_directory_of_others_is_refused_before_any_call(
    tasks: Tasks, server: str, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dest.mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != dest)  # root may write everywhere
    options = {"name": "anna", "ssl_vpn_server": "hq-remote", "dest": str(dest)}
    assert f"the directory '{dest}' is not writable" in tasks.refused("ssl_vpn_client_cert", **options)
    assert tasks.calls == []


@pytest.mark.parametrize("name", ["../anna", "/anna", ".anna", "a/b", "a\\b", "a\nb"])
def test_a_name_that_no_file_can_have_is_refused(tasks: Tasks, server: str, dest: Path, name: str) -> None:
    options = {"name": name, "ssl_vpn_server": "hq-remote"}
    assert "name: " in tasks.refused("ssl_vpn_client_cert", dest=str(dest), **options)
    assert tasks.calls == []
    assert not dest.exists()


def test_a_place_of_a_key_that_is_a_folder(tasks: Tasks, server: str, dest: Path) -> None:
    """The names of the separate files are known only when the certificate exists."""
    key = Path(_cert(tasks, dest)["files"][2])
    key.unlink()
    key.mkdir()
    before = sorted(dest.iterdir())
    for check in (True, False):
        options = {"name": "anna", "ssl_vpn_server": "hq-remote", "dest": str(dest)}
        ran = tasks.attempt("ssl_vpn_client_cert", check=check, **options)
        assert f"Could not write the files to {dest}: '{key}' exists and is not a file" in ran["msg"]
        assert (ran["changed"], ran["actions"]) == (False, [])
    assert sorted(dest.iterdir()) == before


@pytest.mark.parametrize("which", range(5))
@pytest.mark.parametrize("to", ["a copy", "nothing", "/dev/zero"])
def test_a_link_is_replaced_and_what_it_leads_to_is_not_touched(
    tasks: Tasks, server: str, dest: Path, tmp_path: Path, which: int, to: str
) -> None:
    path = Path(_cert(tasks, dest)["files"][which])
    text, elsewhere = path.read_text(), Path(to) if to.startswith("/") else tmp_path / "elsewhere"
    path.unlink()
    path.symlink_to(elsewhere)
    if to == "a copy":
        elsewhere.write_text(text)
        elsewhere.chmod(0o600)
    assert _cert(tasks, dest, check=True)["changed"]
    assert _cert(tasks, dest)["changed"]
    assert (path.is_symlink(), _mode(path), path.read_text()) == (False, 0o600, text)
    assert elsewhere.exists() == (to != "nothing")
    assert _cert(tasks, dest)["changed"] is False


def test_a_key_that_belongs_to_somebody_else_is_replaced(
    tasks: Tasks, server: str, dest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Path(_cert(tasks, dest)["files"][2])
    others, mine = key.stat().st_ino, os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)  # then no file is kept
    assert _cert(tasks, dest)["changed"]
    assert key.stat().st_ino != others


@pytest.mark.parametrize("identifier", ["../../escaped", "/tmp/escaped", "", ".", "vsc-1\n"])
def test_an_id_of_the_service_leads_nowhere_else(tasks: Tasks, server: str, dest: Path, identifier: str) -> None:
    created = tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")["ssl_vpn_client_cert"]
    tasks.records("ssl_vpn_client_certs")[0]["SslVpnClientCertId"] = identifier
    options = {"ssl_vpn_client_cert_id": created["ssl_vpn_client_cert_id"], "dest": str(dest)}
    ran = tasks.attempt("ssl_vpn_client_cert", **options)
    assert ran.failed
    assert not dest.exists()


@pytest.mark.parametrize("name", ["../../escaped", "/tmp/escaped", "."])
def test_a_name_of_the_service_leads_nowhere_else(tasks: Tasks, server: str, dest: Path, name: str) -> None:
    created = tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")["ssl_vpn_client_cert"]
    tasks.records("ssl_vpn_client_certs")[0]["Name"] = name
    options = {"ssl_vpn_client_cert_id": created["ssl_vpn_client_cert_id"], "dest": str(dest)}
    ran = tasks.attempt("ssl_vpn_client_cert", **options)
    assert "is not allowed with dest" in ran["msg"]
    assert not dest.exists()


@pytest.mark.parametrize(
    ("member", "problem"),
    [
        ("SslVpnClientCertId", "the ID 7 of the certificate cannot be part of a file name"),
        ("Name", "7 is not allowed with dest"),
        ("ClientKey", "the ClientKey that the service returned is not a text"),
        ("ClientConfig", "the ClientConfig that the service returned is not a text"),
    ],
)
def test_a_number_instead_of_a_text_is_refused(member: str, problem: str) -> None:
    assert CLIENT_FILES.files
    raw = {"SslVpnClientCertId": "vsc-1", "Name": "anna", "ClientKey": "key", "ClientConfig": "client", member: 7}
    outcome = Outcome(label="", changed=False, resource={}, actions=[], before={}, after={}, raw=raw)
    with pytest.raises(Refused, match=problem):
        CLIENT_FILES.files({"dest": "/nowhere"}, outcome)


def _absent(tasks: Tasks, dest: Path, check: bool = False, **options: Any) -> Ran:
    return tasks("ssl_vpn_client_cert", check=check, dest=str(dest), state="absent", **options)


def test_absent_deletes_the_files(tasks: Tasks, server: str, dest: Path) -> None:
    files = _cert(tasks, dest)["files"]
    predicted = _absent(tasks, dest, check=True, name="anna")
    assert len(list(dest.iterdir())) == len(files)
    ran = _absent(tasks, dest, name="anna")
    assert (ran["changed"], ran["files"], ran["diff"]) == (True, [], predicted["diff"])
    assert (ran["diff"]["before"]["files"], ran["diff"]["after"]["files"]) == (sorted(files), [])
    assert not dest.exists()
    assert dest.parent.exists()
    again = _absent(tasks, dest, name="anna")
    assert (again["changed"], again["actions"], again["diff"]["before"]["files"]) == (False, [], [])


def test_absent_leaves_the_files_of_others(tasks: Tasks, server: str, dest: Path) -> None:
    annas = _cert(tasks, dest)["files"]
    bens = tasks("ssl_vpn_client_cert", name="ben", ssl_vpn_server="hq-remote", dest=str(dest))["files"]
    (dest / "notes.txt").write_text("x")
    _absent(tasks, dest, name="anna")
    assert {str(path) for path in dest.iterdir()} == {*bens, str(dest / "notes.txt")}
    _absent(tasks, dest, name="ben")
    assert [path.name for path in dest.iterdir()] == ["notes.txt"]
    assert set(annas) & set(bens) == {str(dest / "ca.crt")}


def test_absent_deletes_the_files_of_a_certificate_that_is_gone(tasks: Tasks, server: str, dest: Path) -> None:
    identifier = _cert(tasks, dest)["ssl_vpn_client_cert"]["ssl_vpn_client_cert_id"]
    tasks("ssl_vpn_client_cert", name="anna", state="absent")
    ran = _absent(tasks, dest, name="anna", ssl_vpn_client_cert_id=identifier)
    assert (ran["changed"], ran["actions"]) == (True, [])
    assert not dest.exists()


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
