# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules send that have no descriptor: parameter by parameter, each with the option that it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from tools import collection, facts, sending
from tools.sending import Parameter

_kind = collection.load("plugins.module_utils._engine.kind")
_kinds = collection.load("plugins.module_utils._engine.kinds")
_TEXT, _TEXTS, _INT = _kinds.Text(), _kinds.Texts(), _kinds.Int()
_TAGS = collection.load("plugins.module_utils._vpc.tags").Tags()
_diagnosis = collection.load("plugins.module_utils._tasks.vpn_gateway_diagnosis")


def _log(action: str, *own: tuple[str, str]) -> tuple[Parameter, ...]:
    """What a module that reads a log sends: its own parameters, each with its option, and those of all logs."""
    return (
        *(Parameter(action, wire, _TEXT, option) for wire, option in own),
        Parameter(action, "From", _INT, "from"),
        Parameter(action, "To", _INT, "to"),
        Parameter(action, "MinutePeriod", _INT, "minute_period"),
        Parameter(action, "PageNumber", _INT),
        Parameter(action, "PageSize", _INT),
    )


_TAGS_READ = (
    Parameter("ListTagResources", "ResourceType", _TEXT, "resource_type"),
    Parameter("ListTagResources", "ResourceId", _TEXTS, "resource_ids"),
    Parameter("ListTagResources", "MaxResults", _INT),
    Parameter("ListTagResources", "NextToken", _TEXT),
)
# By module.
PARAMETERS: dict[str, tuple[Parameter, ...]] = {
    "resource_tags": (
        *_TAGS_READ,
        Parameter("TagResources", "ResourceType", _TEXT, "resource_type"),
        Parameter("TagResources", "ResourceId", _TEXTS, "resource_ids"),
        Parameter("TagResources", "Tag", _TAGS, "tags"),
        Parameter("UnTagResources", "ResourceType", _TEXT, "resource_type"),
        Parameter("UnTagResources", "ResourceId", _TEXTS, "resource_ids"),
        Parameter("UnTagResources", "TagKey", _TEXTS, "tags"),
        Parameter("UnTagResources", "TagKey", _TEXTS, "all"),
    ),
    "resource_tags_info": (*_TAGS_READ, Parameter("ListTagResources", "Tag", _TAGS, "tags")),
    "vpn_connection_config_info": (
        Parameter("DownloadVpnConnectionConfig", "VpnConnectionId", _TEXT, "vpn_connection"),
    ),
    "ssl_vpn_server_log_info": _log(
        "DescribeVpnSslServerLogs",
        ("VpnSslServerId", "ssl_vpn_server"),
        ("SslVpnClientCertId", "ssl_vpn_client_cert"),
    ),
    "vpn_connection_log_info": _log(
        "DescribeVpnConnectionLogs", ("VpnConnectionId", "vpn_connection"), ("TunnelId", "tunnel")
    ),
    "vpn_attachment_authorization_info": (
        Parameter("DescribeVpnCrossAccountAuthorizations", "VpnConnectionId", _TEXT, "vpn_attachment"),
        Parameter("DescribeVpnCrossAccountAuthorizations", "PageNumber", _INT),
        Parameter("DescribeVpnCrossAccountAuthorizations", "PageSize", _INT),
    ),
    "vpn_attachment_binding_info": (
        Parameter("DescribeVpnAttachments", "VpnConnectionId", _TEXT, "vpn_attachment"),
        Parameter("DescribeVpnAttachments", "PageNumber", _INT),
        Parameter("DescribeVpnAttachments", "PageSize", _INT),
    ),
    "vpn_gateway_zone_info": (
        Parameter("DescribeVpnGatewayAvailableZones", "Spec", _TEXT, "bandwidth"),
        Parameter("DescribeVpnGatewayAvailableZones", "GatewayType", _TEXT, "gateway_type"),
    ),
    "vpn_connection_diagnosis_info": (
        Parameter("DiagnoseVpnConnections", "VpnConnectionIds", _TEXTS, "vpn_connection"),
        Parameter("DiagnoseVpnConnections", "TunnelIds", _TEXTS, "tunnel"),
        Parameter("DiagnoseVpnConnections", "VpnGatewayId", _TEXT, "vpn_gateway"),
        Parameter("DiagnoseVpnConnections", "PageNumber", _INT),
        Parameter("DiagnoseVpnConnections", "PageSize", _INT),
    ),
    "vpn_gateway_diagnosis": (
        Parameter("DiagnoseVpnGateway", "VpnGatewayId", _TEXT, "vpn_gateway"),
        Parameter("DiagnoseVpnGateway", "ResourceType", _kind.Kind()),
        Parameter("DiagnoseVpnGateway", "ResourceId", _TEXT, "vpn_connection"),
        Parameter("DiagnoseVpnGateway", "IPsecExtendInfo", _diagnosis.EXTENDED, "private_source_ip"),
        Parameter("GetVpnGatewayDiagnoseResult", "DiagnoseId", _TEXT),
    ),
    "vpn_gateway_diagnosis_info": (
        Parameter("GetVpnGatewayDiagnoseResult", "DiagnoseId", _TEXT, "diagnose_id"),
        Parameter("GetVpnGatewayDiagnoseResult", "VpnGatewayId", _TEXT, "vpn_gateway"),
    ),
    "ssl_vpn_client_info": (
        Parameter("DescribeSslVpnClients", "VpnGatewayId", _TEXT, "vpn_gateway"),
        Parameter("DescribeSslVpnClients", "PageNumber", _INT),
        Parameter("DescribeSslVpnClients", "PageSize", _INT),
    ),
    "ipsec_server_log_info": _log("ListIpsecServerLogs", ("IpsecServerId", "ipsec_server")),
    # It reads with the engine, as the info modules do.
    "vpn_site_info": (),
    "vpn_topology_info": (),
}
# The reads by which they find what their options name.
_REFERRED_TO: dict[str, set[str]] = {
    "vpn_connection_config_info": {"DescribeVpnConnections"},
    "ssl_vpn_server_log_info": {"DescribeSslVpnServers", "DescribeSslVpnClientCerts"},
    # A tunnel that is given by its role is found in the connection.
    "vpn_connection_log_info": {"DescribeVpnConnections", "DescribeVpnConnection"},
    # Which tunnels a connection has, and to which gateway it belongs.
    "vpn_connection_diagnosis_info": {"DescribeVpnConnections", "DescribeVpnConnection", "DescribeVpnGateways"},
    "vpn_gateway_diagnosis": {"DescribeVpnConnections", "DescribeVpnConnection", "DescribeVpnGateways"},
    "vpn_gateway_diagnosis_info": {"DescribeVpnGateways"},
    "ssl_vpn_client_info": {"DescribeVpnGateways"},
    "vpn_attachment_authorization_info": {"DescribeVpnConnections"},
    "vpn_attachment_binding_info": {"DescribeVpnConnections"},
    "vpn_site_info": {
        "DescribeCustomerGateways",
        "DescribeVpnConnection",
        "DescribeVpnConnections",
        "DescribeVpnGateway",
        "DescribeVpnGateways",
        "DescribeVpnRouteEntries",
    },
    "vpn_topology_info": {
        "DescribeCustomerGateways",
        "DescribeVpnConnection",
        "DescribeVpnConnections",
        "DescribeVpnGateways",
        "DescribeVpnRouteEntries",
    },
    "ipsec_server_log_info": {"ListIpsecServers"},
}
# The reads of what a module does besides managing its resource.
EXTENSIONS: dict[str, set[str]] = {
    # Asks why the tunnel that it waits for is not up.
    "vpn_connection": {"DiagnoseVpnConnections"},
}
# These do for many what the modules of these resources do for one.
_RESOURCES = {"vpn_gateway_routes": ("vpn_route_entry", "vpn_pbr_route_entry")}
# These send what the modules of these resources send, and nothing else.
MADE_OF = {"vpn_topology": ("vpn_gateway", "customer_gateway", "vpn_connection", "vpn_route_entry")}


def modules() -> Iterator[tuple[str, tuple[Parameter, ...], set[str]]]:
    """Name, parameters, and the actions by which a module reads what it refers to."""
    for name, parameters in PARAMETERS.items():
        yield name, parameters, _REFERRED_TO.get(name, set())
    for name, subjects in {**_RESOURCES, **MADE_OF}.items():
        resources = [facts.resources()[subject] for subject in subjects]
        sent = tuple(parameter for resource in resources for parameter in sending.by_state_module(resource))
        yield name, sent, {read for one in resources for read in sending.by_state_module_for_others(one)}
