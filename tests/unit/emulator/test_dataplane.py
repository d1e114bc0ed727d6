# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud's end of the data plane: the state that it sends, and what it does with a report.

The daemons are tested in tests/e2e; here a worker without daemons keeps what it is sent.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.emulator.dataplane.desired import desired
from tests.emulator.dataplane.link import Link
from tests.support import site
from tests.support.caller import Caller, connection, customer, dual_connection, dual_gateway, gateway

_POLICY = {"LocalSubnet": "10.0.0.0/16,10.1.0.0/16", "RemoteSubnet": "192.168.0.0/16"}
_CHECK = {"enable": True, "sip": "10.0.0.1", "dip": "192.168.0.1", "interval": 3, "retry": 3}
_NEVER = 5.0


class _Worker:
    def __init__(self) -> None:
        self.sent: list[Mapping[str, Any]] = []
        self._reports: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self._taken = queue.SimpleQueue[None]()
        self.found(number=0)

    def found(self, number: int | None = None, **parts: Any) -> None:
        """Report, and return when the cloud has received the report."""
        empty = {"tunnels": {}, "probes": {}, "ssl_servers": {}}
        number = self.sent[-1]["number"] if number is None else number
        self._reports.put({"number": number, **empty, **parts})
        if self.sent:
            self._taken.get(timeout=_NEVER)

    def send(self, message: Mapping[str, Any]) -> None:
        self.sent.append(message)

    def reports(self) -> Iterator[Mapping[str, Any]]:
        while (report := self._reports.get()) is not None:
            yield report
            self._taken.put(None)

    def end(self) -> None:
        self._reports.put(None)


@pytest.fixture
def worker() -> _Worker:
    return _Worker()


@pytest.fixture
def carried(worker: _Worker, clock: ManualClock) -> Iterator[Caller]:
    """A caller of a cloud with a data plane."""
    cloud = Cloud(seed=1, clock=clock, dataplane=Link(worker))
    worker._taken.get(timeout=_NEVER)
    yield Caller(cloud)
    cloud.end()


def _created(call: Caller, **parameters: Any) -> str:
    return connection(call, gateway(call), customer(call, IpAddress="203.0.113.2"), **{**_POLICY, **parameters})


def _status(call: Caller, connection_id: str) -> str:
    return str(call("DescribeVpnConnection", VpnConnectionId=connection_id)["Status"])


def _modify(call: Caller, connection_id: str, **parameters: Any) -> None:
    call("ModifyVpnConnectionAttribute", VpnConnectionId=connection_id, **{**_POLICY, **parameters})


def test_connection_as_strongswan_names_it(call: Caller) -> None:
    ike = {"Psk": "Key", "IkeVersion": "ikev2", "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256", "IkePfs": "group14"}
    esp = {"IpsecEncAlg": "3des", "IpsecAuthAlg": "sha1", "IpsecPfs": "disabled"}
    created = _created(call, IkeConfig=ike, IpsecConfig=esp, EffectImmediately=True, HealthCheckConfig=_CHECK)
    owner = call("DescribeVpnConnection", VpnConnectionId=created)["VpnGatewayId"]
    address = call("DescribeVpnGateway", VpnGatewayId=owner)["InternetIp"]
    picture = desired(call.cloud.state)
    assert picture["tunnels"] == {
        created: {
            "zone": 1,
            "local": address,
            "remote": "203.0.113.2",
            "local_id": address,
            "remote_id": "203.0.113.2",
            "psk": "Key",
            "version": "2",
            "aggressive": False,
            "proposal": "aes256-sha256-modp2048",
            "esp_proposal": "3des-sha1",
            "lifetime": 86400,
            "esp_lifetime": 86400,
            "local_ts": ["10.0.0.0/16", "10.1.0.0/16"],
            "remote_ts": ["192.168.0.0/16"],
            "start": True,
            "dpd": True,
        }
    }
    assert picture["probes"] == {created: {"sip": "10.0.0.1", "dip": "192.168.0.1", "interval": 3, "retry": 3}}
    assert picture["addresses"] == sorted([address, "10.0.0.1"])


def _dual(call: Caller) -> str:
    """A dual-tunnel connection; each tunnel has its own customer gateway and key."""
    customers = [customer(call, IpAddress=f"203.0.113.{number}") for number in (2, 3)]
    tunnels = [
        {"CustomerGatewayId": key, "Role": role, "TunnelIkeConfig": {"Psk": f"{role}Key"}}
        for key, role in zip(customers, ("master", "slave"))
    ]
    return dual_connection(call, dual_gateway(call), tunnels, **_POLICY)


def _by_role(call: Caller, connection_id: str) -> dict[str, dict[str, Any]]:
    shown = call("DescribeVpnConnection", VpnConnectionId=connection_id)["TunnelOptionsSpecification"]["TunnelOptions"]
    return {tunnel["Role"]: tunnel for tunnel in shown}


def test_both_tunnels_of_a_dual_tunnel_connection(call: Caller) -> None:
    created = _dual(call)
    picture = desired(call.cloud.state)
    for role, zone, remote in (("master", 1, "203.0.113.2"), ("slave", 2, "203.0.113.3")):
        shown = _by_role(call, created)[role]
        sent = picture["tunnels"][shown["TunnelId"]]
        assert (sent["zone"], sent["local"], sent["local_id"]) == (zone, shown["InternetIp"], shown["InternetIp"])
        assert (sent["remote"], sent["psk"], sent["dpd"]) == (remote, f"{role}Key", True)
        assert sent["local_ts"] == ["10.0.0.0/16", "10.1.0.0/16"]
    assert len(picture["tunnels"]) == 2
    assert picture["addresses"] == [_by_role(call, created)["master"]["InternetIp"]]


def test_a_connection_that_is_being_deleted_is_not_carried(slow: Caller, clock: ManualClock) -> None:
    created = _created_when_settled(slow, clock)
    assert list(desired(slow.cloud.state)["tunnels"]) == [created]
    slow("DeleteVpnConnection", VpnConnectionId=created)  # it is still listed, as deleted
    assert desired(slow.cloud.state)["tunnels"] == {}


def _created_when_settled(slow: Caller, clock: ManualClock) -> str:
    owner = gateway(slow)
    clock.advance(10)
    created = connection(slow, owner, customer(slow))
    clock.advance(10)
    return created


def test_ssl_server_admits_existing_certificates(call: Caller) -> None:
    owner = gateway(call, EnableSsl=True)
    pool = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}
    server = call("CreateSslVpnServer", VpnGatewayId=owner, Compress=True, Proto="TCP", **pool)["SslVpnServerId"]
    first, second = (call("CreateSslVpnClientCert", SslVpnServerId=server)["SslVpnClientCertId"] for _unused in "12")
    picture = desired(call.cloud.state)["ssl_servers"][server]
    files = call.cloud.ssl_server_files(server)
    assert (picture["ca"], picture["cert"], picture["key"]) == tuple(files.values())
    assert (picture["proto"], picture["port"], picture["cipher"], picture["compress"]) == (
        "tcp",
        1194,
        "AES-128-CBC",
        True,
    )
    assert picture["clients"] == sorted([first, second])
    call("DeleteSslVpnClientCert", SslVpnClientCertId=first)
    call("DescribeSslVpnClientCerts")
    assert desired(call.cloud.state)["ssl_servers"][server]["clients"] == [second]


def test_status_is_the_reported_one(carried: Caller, worker: _Worker) -> None:
    created = _created(carried)
    for status in ("ike_sa_established", "ipsec_sa_not_established", "ipsec_sa_established"):
        worker.found(tunnels={created: status})
        assert _status(carried, created) == status


def test_a_changed_connection_has_to_be_negotiated_again(carried: Caller, worker: _Worker) -> None:
    created = _created(carried)
    worker.found(tunnels={created: "ipsec_sa_established"})
    _modify(carried, created, Name="another")
    assert _status(carried, created) == "ipsec_sa_established"
    before = worker.sent[-1]["number"]
    _modify(carried, created, IkeConfig={"Psk": "another"})
    assert _status(carried, created) == "ike_sa_not_established"
    worker.found(number=before, tunnels={created: "ipsec_sa_established"})  # older than the change
    assert _status(carried, created) == "ike_sa_not_established"
    assert worker.sent[-1]["tunnels"][created]["psk"] == "another"


def test_each_tunnel_has_its_own_status(carried: Caller, worker: _Worker) -> None:
    created = _dual(carried)
    ids = {role: tunnel["TunnelId"] for role, tunnel in _by_role(carried, created).items()}

    def statuses() -> tuple[str, str]:
        shown = _by_role(carried, created)
        return shown["master"]["Status"], shown["slave"]["Status"]

    worker.found(tunnels={ids["master"]: "ipsec_sa_established", ids["slave"]: "ike_sa_established"})
    assert statuses() == ("ipsec_sa_established", "ike_sa_established")
    changed = [{"Role": "slave", "TunnelIkeConfig": {"Psk": "another"}}]
    _modify(carried, created, TunnelOptionsSpecification=changed)
    assert statuses() == ("ipsec_sa_established", "ike_sa_not_established")
    assert worker.sent[-1]["tunnels"][ids["slave"]]["psk"] == "another"
    assert worker.sent[-1]["tunnels"][ids["master"]] == worker.sent[-2]["tunnels"][ids["master"]]


def test_health_check_and_its_routes(carried: Caller, worker: _Worker) -> None:
    created = _created(carried, HealthCheckConfig=_CHECK)
    owner = carried("DescribeVpnConnection", VpnConnectionId=created)["VpnGatewayId"]
    route = {
        "RouteDest": "192.168.7.0/24",
        "NextHop": created,
        "Weight": 100,
        "PublishVpc": True,
        "VpnGatewayId": owner,
    }
    carried("CreateVpnRouteEntry", **route)
    for probe, state in (("success", "published"), ("failed", "normal"), ("success", "published")):
        worker.found(tunnels={created: "ipsec_sa_established"}, probes={created: probe})
        health = carried("DescribeVpnConnection", VpnConnectionId=created)["VcoHealthCheck"]
        listed = carried("DescribeVpnRouteEntries", VpnGatewayId=owner)["VpnRouteEntries"]["VpnRouteEntry"]
        assert (health["Status"], listed[0]["State"]) == (probe, state)


def test_clients_and_log_of_an_ssl_server(carried: Caller, worker: _Worker) -> None:
    owner = gateway(carried, EnableSsl=True)
    pool = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}
    server = carried("CreateSslVpnServer", VpnGatewayId=owner, **pool)["SslVpnServerId"]
    client = carried("CreateSslVpnClientCert", SslVpnServerId=server)["SslVpnClientCertId"]
    worker.found(
        ssl_servers={
            server: {"clients": [site.ssl_client(client)], "log": [[f"{client}/198.51.100.2 connected", client]]}
        }
    )
    (shown,) = carried("DescribeSslVpnClients", VpnGatewayId=owner)["ClientInfoList"]
    assert (shown["CommonName"], shown["Ip"], shown["ConnectedTime"]) == (f"CN={client}", "198.51.100.2", 1800000000000)
    listed = carried("DescribeSslVpnServers")["SslVpnServers"]["SslVpnServer"][0]
    assert listed["Connections"] == 1
    lines = carried("DescribeVpnSslServerLogs", VpnSslServerId=server, MinutePeriod=1, SslVpnClientCertId=client)
    assert [line.endswith("198.51.100.2 connected") for line in lines["Data"]["Logs"]] == [True]


def test_nothing_is_established_after_the_end(carried: Caller, worker: _Worker) -> None:
    created = _created(carried, HealthCheckConfig=_CHECK)
    owner = carried("DescribeVpnConnection", VpnConnectionId=created)["VpnGatewayId"]
    route = {
        "RouteDest": "192.168.7.0/24",
        "NextHop": created,
        "Weight": 100,
        "PublishVpc": True,
        "VpnGatewayId": owner,
    }
    carried("CreateVpnRouteEntry", **route)
    worker.found(tunnels={created: "ipsec_sa_established"}, probes={created: "failed"})
    carried.cloud.end()
    assert _status(carried, created) == "ike_sa_not_established"
    listed = carried("DescribeVpnRouteEntries", VpnGatewayId=owner)["VpnRouteEntries"]["VpnRouteEntry"]
    assert listed[0]["State"] == "published"
    _modify(carried, created, IkeConfig={"Psk": "another"})
    assert worker.sent[-1]["tunnels"][created]["psk"] != "another"


def test_daemons_that_end_by_themselves(carried: Caller, worker: _Worker, capfd: pytest.CaptureFixture[str]) -> None:
    created = _created(carried)
    worker.found(tunnels={created: "ipsec_sa_established"})
    worker.end()
    thread = carried.cloud._dataplane._thread
    thread.join(_NEVER)
    assert _status(carried, created) == "ike_sa_not_established"
    assert "has ended by itself" in capfd.readouterr().err
