# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The service's error codes (contract: `errors` of each action): what each means, and what to do about it."""

from __future__ import annotations

from .._rpc.errors import Category

_NOT_FOUND = frozenset(
    (
        "INSTANCE_NOT_EXISTS",
        "InvalidCustomerGatewayInstanceId.NotFound",
        "InvalidInstanceId.NotFound",
        "InvalidRouteEntry.NotFound",
        "InvalidSslVpnClientCertId.NotFound",
        "InvalidSslVpnServerId.NotFound",
        "InvalidVpnConnectionInstanceId.NotFound",
        "InvalidVpnGatewayId.NotFound",
        "InvalidVpnGatewayInstanceId.NotFound",
        "InvalidVpnInstanceId.NotFound",
    )
)
_BUSY = frozenset(
    (
        "Appliance.Configuring",
        "IncorrectVpcStatus",
        "OperationConflict",
        "OperationDenied.VpnConfiguring",
        "OperationFailed.SslNotSupport",
        "SystemBusy",
        "TaskConflict",
        "VpnConnection.Configuring",
        "VpnGateway.Configuring",
        "VpnGateway.task.conflict",
        "VpnRouteEntry.Configuring",
        "VpnTask.CONFLICT",
    )
)
_THROTTLED = frozenset(("Throttling", "Rejected.Throttling"))
_UNAVAILABLE = frozenset(("ServiceUnavailable",))
_DENIED = frozenset(("Forbidden", "Forbbiden.SubUser", "Forbidden.SubUser", "Forbidden.RAM", "NoPermission"))

_NO_RIGHT = (
    "The access key lacks the right for this action. Grant its RAM user a policy with the vpc action of the same name "
    "(or AliyunVPNGatewayFullAccess), or use another access key."
)
_BUSY_ADVICE = (
    "Another change of this VPN gateway was still running when wait_timeout ran out. Run the task again later."
)
_LOCKED = "The account has an overdue payment. Settle it in the Alibaba Cloud console, then run the task again."
_QUOTA = "Delete what is no longer needed, or ask for a higher quota in the console's Quota Center."
_ROUTES = "Remove published routes that are no longer needed, or ask for a higher quota in the console's Quota Center."
_SUBNETS = "Give network addresses such as 10.0.0.0/24 that do not overlap the other side's."
_CLOCK = "Set the clock of the machine that runs the task; it must be right to within 15 minutes."
_TEXT = "Give 1 to 100 characters that do not start with http:// or https://."
_NO_GATEWAY = "Check the id and the region: a gateway is only seen in its own region."
_NO_CERT = "Check the id and the region: a certificate is only seen in its own region."
_KEY = "Check access_key_id and access_key_secret, and that both belong to the same key."

_ADVICE = {
    "CreateSslCertsQuotaFull.QuotaFull": _QUOTA,
    "DependencyViolation.SslVpnServer": "Delete the SSL servers of the VPN gateway first.",
    "DependencyViolation.VpnConnection": "Delete the IPsec connections that use it first (alicloud.vpn.vpn_connection "
    "with state=absent).",
    "Forbbiden.SubUser": _NO_RIGHT,
    "Forbidden": _NO_RIGHT,
    "Forbidden.RAM": _NO_RIGHT,
    "Forbidden.SubUser": _NO_RIGHT,
    "ForbiddenRelease": "A subscription gateway cannot be deleted before its end date. Turn off its renewal or ask for "
    "a refund in the console, and run the task again after that.",
    "IllegalParam.LocalSubnet": _SUBNETS,
    "IllegalParam.RemoteSubnet": _SUBNETS,
    "IncorrectStatus.VpnGateway": "Wait until the VPN gateway is active, then run the task again.",
    "INSTANCE_NOT_EXISTS": _NO_GATEWAY,
    "InvalidAccessKeyId.Inactive": "Enable the access key in the RAM console, or use another one.",
    "InvalidAccessKeyId.NotFound": _KEY,
    "InvalidAuthkey.Malformed": "auth_key takes 1 to 64 visible ASCII characters without blank and question mark.",
    "InvalidCustomerGatewayInstanceId.NotFound": "Check the id and the region: a customer gateway is only seen in its "
    "own region.",
    "InvalidDescription": _TEXT,
    "InvalidInstanceId.NotFound": _NO_CERT,
    "InvalidIpAddress.AlreadyExist": "An address can be registered once in a region. Use the customer gateway that has "
    "it (alicloud.vpn.customer_gateway_info lists them).",
    "InvalidIpAddress.WrongFormat": "Give the static IPv4 address of the on-premises device.",
    "InvalidName": _TEXT,
    "InvalidRegionId.NotFound": "Check the region option, for example cn-hangzhou.",
    "InvalidResourceId.NotFound": "Check resource_ids, resource_type and region: a resource is only seen in its own "
    "region.",
    "InvalidRouteEntry.NotFound": "The route was deleted or changed by somebody else meanwhile. Run the task again.",
    "InvalidSslVpnClientCertId.NotFound": _NO_CERT,
    "InvalidSslVpnServerId.NotFound": "Check the id and the region: an SSL-VPN server is only seen in its own region.",
    "InvalidTimeStamp.Expired": _CLOCK,
    "InvalidVpnConnection.AlreadyExists": "A connection between the same gateways with the same subnets exists. Give "
    "its name or id instead of making another.",
    "InvalidVpnConnectionInstanceId.NotFound": "Check the id and the region: a connection is only seen in its own "
    "region.",
    "InvalidVpnGatewayId.NotFound": _NO_GATEWAY,
    "InvalidVpnGatewayInstanceId.NotFound": _NO_GATEWAY,
    "InvalidVpnInstanceId.NotFound": _NO_GATEWAY,
    "InvalidVSwitchId.NotFound": "Check vswitch_id and the region. Where new gateways are made for dual-tunnel "
    "connections, the service answers this when disaster_recovery_vswitch_id is missing: give two vSwitches of the VPC "
    "in two zones.",
    "NoPermission": _NO_RIGHT,
    "OperationDenied.MissingAsn": "Give asn as well: a BGP key needs an autonomous system number. An existing customer "
    "gateway without one must be made anew.",
    "OperationDenied.VpnFinancialLocked": _LOCKED,
    "OperationFailed.CenLevelNotSupport": "Detach the VPC from the FULL-mode CEN, or leave BGP off.",
    "OperationFailed.IPsecServerExist": "A VPN gateway takes one IPsec server. Give the name or the id of the one that "
    "it has, or another gateway.",
    "OperationFailed.RouteConflict": "The VPC routes this block to another VPN gateway. Delete that route, or set "
    "publish_vpc to false.",
    "OperationFailed.SslNotSupport": "The service could not provide SSL-VPN now. Run the task again later, or set "
    "enable_ssl to false.",
    "OperationFailed.VpnConnectionExist": "Turn BGP off on the gateway's connections before auto_propagate.",
    "OperationUnsupported.IPsecServer": "Upgrade the VPN gateway in the console, or use another one.",
    "QuotaExceeded.PolicyBasedRoute": "Use fewer subnets, or 0.0.0.0/0 on both sides with destination routes.",
    "QuotaExceeded.VpnRouteEntry": _ROUTES,
    "Resource.QuotaFull": _QUOTA,
    "ServiceUnavailable": "The service did not recover within retry_timeout. Run the task again later.",
    "SignatureDoesNotMatch": _KEY,
    "SslVpnClientCreateTimes.ReachLimits": "Wait before making more certificates, and delete those that nobody uses.",
    "UnnecessarySslConnection": "Leave ssl_connections out, or set enable_ssl to true.",
    "VpnGateway.FinancialLocked": _LOCKED,
    "VpnGateway.SslVpnDisabled": "Switch SSL-VPN on in the console, or use a gateway made with enable_ssl=true.",
    "VpnRouteEntry.Conflict": "Another route of the gateway covers the same blocks. Delete it, or change the subnets.",
}
_THROTTLED_ADVICE = "The account calls the API too often. Use fewer forks, or a longer retry_timeout."


def category_of(code: str, http_status: int) -> Category:
    """Exact codes only; the one family is Throttling.*. A 5xx is the service's own fault whatever the code."""
    if code in _NOT_FOUND:
        return Category.NOT_FOUND
    if code in _BUSY:
        return Category.BUSY
    if code in _UNAVAILABLE or _is_throttled(code) or http_status >= 500:
        return Category.UNAVAILABLE
    if code in _DENIED:
        return Category.DENIED
    if code == "DryRunOperation":
        return Category.DRY_RUN
    return Category.FINAL


def advice_for(code: str) -> str:
    """What the user can do, or an empty text."""
    if _is_throttled(code):
        return _THROTTLED_ADVICE
    return _ADVICE.get(code, _BUSY_ADVICE if code in _BUSY else "")


def _is_throttled(code: str) -> bool:
    return code in _THROTTLED or code.startswith("Throttling.")
