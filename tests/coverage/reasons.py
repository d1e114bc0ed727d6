# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why some parameters are no option, or are sent without one."""

from __future__ import annotations

# Explained once, for all actions.
EVERYWHERE = {
    "RegionId": "the option `region` of every module",
    "ClientToken": "made anew for each intended change and kept through all its retries, so that nothing is made twice",
    "PageNumber, PageSize, NextToken, MaxResults": "all pages are read, always",
    "DryRun": "check mode foretells without asking; where the service's own rehearsal finds out more "
    "(`vpn_gateway_certificate`, `ipsec_server`) it is the option `dry_run`",
    "OwnerId, OwnerAccount, ResourceOwnerId, ResourceOwnerAccount": "about the caller's account, which the access key "
    "says already",
    "Action, Version, Format, AccessKeyId, Signature…, Timestamp, SecurityToken": "the client's own (see the "
    "connection options)",
}

ONCE = {name.strip() for names in EVERYWHERE for name in names.split(",")}

_LISTED = "one by id is read by the action for one, which shows more"
_NAMES = "`names` are compared by the module: whether the service's filter takes parts of a name is not documented"
_DUAL = "dual-tunnel connections are read, and not made or changed"
_OVERLAY = "has one value only, and is not needed to pick a route"
_PRIORITY = "optional, and the call fails when it is not the route's own"
_DNS = "undocumented, its format is not known"

# Sent without an option of its own.
SENT = {
    "CreateIpsecServer.PskEnabled": "always true: nothing else is taken",
    "PublishVpnRouteEntry.RouteType": "dbr or pbr, by the kind of route",
}

# Not sent.
LEFT_OUT = {
    "CreateSslVpnServer.DnsServers": _DNS,
    "CreateVpnConnection.EnableTunnelsBgp": _DUAL,
    "CreateVpnConnection.TunnelOptionsSpecification": _DUAL,
    "DeleteVpnPbrRouteEntry.OverlayMode": _OVERLAY,
    "DeleteVpnPbrRouteEntry.Priority": _PRIORITY,
    "DeleteVpnRouteEntry.OverlayMode": _OVERLAY,
    "DescribeCustomerGateways.CustomerGatewayId": _LISTED,
    "DescribeSslVpnClientCerts.Name": _NAMES,
    "DescribeSslVpnClientCerts.SslVpnClientCertId": _LISTED,
    "DescribeSslVpnServers.Name": _NAMES,
    "DescribeVpnConnections.VpnConnectionId": _LISTED,
    "DescribeVpnGateway.IncludeReservationData": "`vpn_gateway_info` asks the list for it",
    "DescribeVpnGateways.VpnGatewayId": _LISTED,
    "ListIpsecServers.IpsecServerName": _NAMES,
    "ModifySslVpnServer.DnsServers": _DNS,
    "ModifyVpnConnectionAttribute.EnableTunnelsBgp": _DUAL,
    "ModifyVpnConnectionAttribute.TunnelOptionsSpecification": _DUAL,
    "ModifyVpnPbrRouteEntryWeight.OverlayMode": _OVERLAY,
    "ModifyVpnPbrRouteEntryWeight.Priority": _PRIORITY,
    "ModifyVpnRouteEntryWeight.OverlayMode": _OVERLAY,
    "UnTagResources.All": "`all` names every key instead, so that check mode can say them, and tags of the system stay",
    "UpdateIpsecServer.PskEnabled": "can only be true, and is so since the server was made",
}
