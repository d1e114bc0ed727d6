# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One of everything: a play in which every action of the emulator is called and succeeds."""

from __future__ import annotations

from typing import Any

from tests.support.caller import (
    Caller,
    connection,
    customer,
    dual_connection,
    dual_gateway,
    gateway,
    policy_route,
    route,
)

_PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
_BGP = {"EnableBgp": True, "LocalAsn": 65001, "TunnelCidr": "169.254.11.0/30", "LocalBgpIp": "169.254.11.1"}
_HEALTH = {"enable": True, "dip": "10.1.0.1", "sip": "10.0.0.1", "interval": 3, "retry": 3}
_POLICY = {"LocalSubnet": "10.0.0.0/24", "RemoteSubnet": "10.1.0.0/24"}


def build(call: Caller) -> dict[str, str]:
    """Make the world and change it; gives the ids of what then stands."""
    ids = _gateways(call)
    ids["connection"] = connection(
        call,
        ids["gateway"],
        ids["customer"],
        **_POLICY,
        Name="one",
        HealthCheckConfig=_HEALTH,
        BgpConfig=_BGP,
        Tags=[{"Key": "k", "Value": "v"}],
    )
    call("ModifyVpnConnectionAttribute", VpnConnectionId=ids["connection"], Name="two", **_POLICY)
    tunnels = [
        {"CustomerGatewayId": ids["customer"], "TunnelBgpConfig": _tunnel_bgp(12)},
        {"CustomerGatewayId": ids["customer"], "TunnelBgpConfig": _tunnel_bgp(13)},
    ]
    ids["dual_connection"] = dual_connection(call, ids["dual_gateway"], tunnels, EnableTunnelsBgp=True)
    call(
        "ModifyVpnConnectionAttribute",
        VpnConnectionId=ids["dual_connection"],
        LocalSubnet="0.0.0.0/0",
        RemoteSubnet="0.0.0.0/0",
        TunnelOptionsSpecification=[{"Role": "slave", "EnableDpd": False}],
    )
    sm = {"RemoteCaCertificate": _PEM, "IkeConfig": {"IkeEncAlg": "sm4", "IkeAuthAlg": "sm3"}}
    ids["sm_connection"] = connection(call, ids["sm_gateway"], ids["customer"], **sm)
    _routes(call, ids)
    _remote_access(call, ids)
    return ids


def _gateways(call: Caller) -> dict[str, str]:
    ids = {
        "gateway": gateway(call, Name="hq", EnableSsl=True, SslConnections=5),
        "dual_gateway": dual_gateway(call, EnableSsl=True),
        "sm_gateway": gateway(call, VpnType="NationalStandard", InstanceChargeType="PREPAY", Period=1, AutoPay=True),
        "idle_gateway": gateway(call),
        "ssl_gateway": gateway(call, VpcId="vpc-2", EnableSsl=True, SslConnections=5),
        "customer": customer(call, Asn="65530", AuthKey="key", Tags=[{"Key": "k", "Value": "v"}]),
        "idle_customer": customer(call),
    }
    call("ModifyVpnGatewayAttribute", VpnGatewayId=ids["gateway"], Description="text", AutoPropagate=True)
    call("ModifyCustomerGatewayAttribute", CustomerGatewayId=ids["customer"], Name="office")
    labels = {"ResourceType": "VpnGateWay", "ResourceId": [ids["gateway"]]}
    call("TagResources", **labels, Tag=[{"Key": "a", "Value": "b"}, {"Key": "c"}])
    call("UnTagResources", **labels, TagKey=["c"])
    for kind in ("Encryption", "Signature"):
        certificate = {"VpnGatewayId": ids["sm_gateway"], "CertificateType": kind, "CertificateId": f"cert-{kind}"}
        call("AssociateVpnGatewayWithCertificate", **certificate)
    call("DissociateVpnGatewayWithCertificate", **certificate)
    return ids


def _tunnel_bgp(third: int) -> dict[str, Any]:
    return {"LocalAsn": 65001, "TunnelCidr": f"169.254.{third}.0/30", "LocalBgpIp": f"169.254.{third}.1"}


def _routes(call: Caller, ids: dict[str, str]) -> None:
    owner, hop = ids["gateway"], ids["connection"]
    place = {"VpnGatewayId": owner, "NextHop": hop}
    route(call, owner, hop, "10.8.0.0/24", PublishVpc=True, Description="text")
    route(call, owner, hop, "10.9.0.0/24")
    call("ModifyVpnRouteEntryWeight", **place, RouteDest="10.9.0.0/24", Weight=100, NewWeight=0)
    call("DeleteVpnRouteEntry", **place, RouteDest="10.9.0.0/24", Weight=0)
    source = "10.2.0.0/24"
    policy_route(call, owner, hop, source, "10.3.0.0/24", Description="text")
    policy_route(call, owner, hop, source, "10.4.0.0/24")
    policy = {**place, "RouteSource": source, "RouteDest": "10.4.0.0/24"}
    call("ModifyVpnPbrRouteEntryWeight", **policy, Weight=100, NewWeight=0)
    call("ModifyVpnPbrRouteEntryPriority", **policy, Weight=0, NewPriority=20)
    call("ModifyVpnPbrRouteEntryAttribute", **policy, Weight=0, Priority=20, NewWeight=100, NewPriority=30)
    call("DeleteVpnPbrRouteEntry", **policy, Weight=100)
    call("PublishVpnRouteEntry", **place, RouteDest="10.3.0.0/24", RouteType="pbr", PublishVpc=True)
    route(call, ids["dual_gateway"], ids["dual_connection"], "10.5.0.0/24")
    policy_route(call, ids["dual_gateway"], ids["dual_connection"], source, "10.5.0.0/24")


def _remote_access(call: Caller, ids: dict[str, str]) -> None:
    owner, login = {"VpnGatewayId": ids["ssl_gateway"]}, {"EnableMultiFactorAuth": True, "IDaaSRegionId": "cn-hangzhou"}
    login = {**login, "IDaaSInstanceId": "idaas-1", "IDaaSApplicationId": "app-1", "DnsServers": "10.0.0.53"}
    pool = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}
    server = call("CreateSslVpnServer", **owner, **pool, **login, Name="remote", Proto="UDP")
    ids["ssl_server"] = server["SslVpnServerId"]
    call("ModifySslVpnServer", SslVpnServerId=ids["ssl_server"], Port=1195)
    for name in ("ssl_certificate", "idle_ssl_certificate"):
        made = call("CreateSslVpnClientCert", SslVpnServerId=ids["ssl_server"], Name=name)
        ids[name] = made["SslVpnClientCertId"]
    call("ModifySslVpnClientCert", SslVpnClientCertId=ids["ssl_certificate"], Name="laptop")
    pool = {"ClientIpPool": "192.168.2.0/24", "LocalSubnet": "10.0.0.0/24"}
    phones = call("CreateIpsecServer", **owner, **pool, IpSecServerName="phones", PskEnabled=True)
    ids["ipsec_server"] = phones["IpsecServerId"]
    call("UpdateIpsecServer", IpsecServerId=ids["ipsec_server"], EffectImmediately=True)


def reads(ids: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Every read of the world, some in several cases."""
    return [
        ("DescribeVpnGateways", {}),
        *(("DescribeVpnGateway", {"VpnGatewayId": ids[name]}) for name in ("gateway", "dual_gateway", "sm_gateway")),
        ("DescribeCustomerGateways", {}),
        ("DescribeCustomerGateway", {"CustomerGatewayId": ids["customer"]}),
        ("DescribeVpnConnections", {}),
        *(
            (name, {"VpnConnectionId": ids[which]})
            for name in ("DescribeVpnConnection", "DownloadVpnConnectionConfig")
            for which in ("connection", "dual_connection", "sm_connection")
        ),
        *(
            (name, {"VpnGatewayId": ids[which]})
            for name in ("DescribeVpnRouteEntries", "DescribeVpnPbrRouteEntries")
            for which in ("gateway", "dual_gateway")
        ),
        ("ListTagResources", {"ResourceType": "VPNGATEWAY", "ResourceId": [ids["gateway"]]}),
        ("ListVpnCertificateAssociations", {"MaxResults": 1}),
        ("DescribeSslVpnServers", {}),
        ("DescribeSslVpnClientCerts", {}),
        ("DescribeSslVpnClientCert", {"SslVpnClientCertId": ids["ssl_certificate"]}),
        ("DescribeVpnSslServerLogs", {"VpnSslServerId": ids["ssl_server"], "MinutePeriod": 10}),
        ("ListIpsecServers", {}),
    ]


def writes(ids: dict[str, str]) -> dict[str, dict[str, Any]]:
    """For each action that changes something, a request that the world would take next."""
    owner, hop = ids["gateway"], ids["connection"]
    place = {"VpnGatewayId": owner, "NextHop": hop, "RouteDest": "10.8.0.0/24"}
    policy = {**place, "RouteSource": "10.2.0.0/24", "RouteDest": "10.3.0.0/24"}
    ends = {"VpnGatewayId": owner, "CustomerGatewayId": ids["customer"]}
    certificate = {"VpnGatewayId": ids["sm_gateway"], "CertificateType": "Signature", "CertificateId": "c"}
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [owner]}
    return {
        "CreateVpnGateway": {"VpcId": "vpc-1", "Bandwidth": 5},
        "ModifyVpnGatewayAttribute": {"VpnGatewayId": owner, "Name": "new"},
        "DeleteVpnGateway": {"VpnGatewayId": ids["idle_gateway"]},
        "TagResources": {**labels, "Tag": [{"Key": "new"}]},
        "UnTagResources": {**labels, "All": True},
        "AssociateVpnGatewayWithCertificate": certificate,
        "DissociateVpnGatewayWithCertificate": {
            **certificate,
            "CertificateType": "Encryption",
            "CertificateId": "cert-Encryption",
        },
        "CreateCustomerGateway": {"IpAddress": "1.2.3.4"},
        "ModifyCustomerGatewayAttribute": {"CustomerGatewayId": ids["customer"], "AuthKey": "new"},
        "DeleteCustomerGateway": {"CustomerGatewayId": ids["idle_customer"]},
        "CreateVpnConnection": {**ends, "LocalSubnet": "10.5.0.0/24", "RemoteSubnet": "10.6.0.0/24"},
        "ModifyVpnConnectionAttribute": {"VpnConnectionId": hop, **_POLICY, "Name": "new"},
        "DeleteVpnConnection": {"VpnConnectionId": hop},
        "CreateVpnRouteEntry": {**place, "RouteDest": "10.9.0.0/24", "Weight": 100, "PublishVpc": True},
        "CreateVpnPbrRouteEntry": {**policy, "RouteDest": "10.9.0.0/24", "Weight": 100, "PublishVpc": True},
        "PublishVpnRouteEntry": {**place, "RouteType": "dbr", "PublishVpc": True},
        "ModifyVpnRouteEntryWeight": {**place, "Weight": 100, "NewWeight": 0},
        "ModifyVpnPbrRouteEntryWeight": {**policy, "Weight": 100, "NewWeight": 0},
        "ModifyVpnPbrRouteEntryPriority": {**policy, "Weight": 100, "NewPriority": 20},
        "ModifyVpnPbrRouteEntryAttribute": {**policy, "Weight": 100, "Priority": 10, "NewPriority": 20},
        "DeleteVpnRouteEntry": {**place, "Weight": 100},
        "DeleteVpnPbrRouteEntry": {**policy, "Weight": 100},
        **_remote_access_writes(ids),
    }


def _remote_access_writes(ids: dict[str, str]) -> dict[str, dict[str, Any]]:
    pool = {"ClientIpPool": "192.168.3.0/24", "LocalSubnet": "10.0.0.0/24"}
    server, phones = {"SslVpnServerId": ids["ssl_server"]}, {"IpsecServerId": ids["ipsec_server"]}
    certificate = {"SslVpnClientCertId": ids["idle_ssl_certificate"]}
    return {
        "CreateSslVpnServer": {"VpnGatewayId": ids["gateway"], **pool},
        "ModifySslVpnServer": {**server, **pool},
        "DeleteSslVpnServer": server,
        "CreateSslVpnClientCert": server,
        "ModifySslVpnClientCert": {**certificate, "Name": "new"},
        "DeleteSslVpnClientCert": certificate,
        "CreateIpsecServer": {"VpnGatewayId": ids["gateway"], **pool, "PskEnabled": True},
        "UpdateIpsecServer": {**phones, **pool},
        "DeleteIpsecServer": phones,
    }


def take_down(call: Caller, ids: dict[str, str]) -> None:
    """Delete it again."""
    call("DeleteIpsecServer", IpsecServerId=ids["ipsec_server"])
    call("DeleteSslVpnClientCert", SslVpnClientCertId=ids["idle_ssl_certificate"])
    call("DeleteSslVpnServer", SslVpnServerId=ids["ssl_server"])
    for name in ("connection", "dual_connection", "sm_connection"):
        call("DeleteVpnConnection", VpnConnectionId=ids[name])
    call("DeleteCustomerGateway", CustomerGatewayId=ids["customer"])
    for name in ("gateway", "dual_gateway", "idle_gateway", "ssl_gateway"):
        call("DeleteVpnGateway", VpnGatewayId=ids[name])


NAMES = (
    "gateway",
    "dual_gateway",
    "sm_gateway",
    "idle_gateway",
    "ssl_gateway",
    "customer",
    "idle_customer",
    "connection",
    "dual_connection",
    "sm_connection",
    "ssl_server",
    "ssl_certificate",
    "idle_ssl_certificate",
    "ipsec_server",
)
READS = sorted({name for name, _unused in reads(dict.fromkeys(NAMES, ""))})
WRITES = sorted(writes(dict.fromkeys(NAMES, "")))
