# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The service's error codes (contract: `errors` of each action): the category of each, and what to do about it."""

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
        "IdempotentProcessing",
        "IncorrectVpcStatus",
        "LastTokenProcessing",
        "OperationConflict",
        "OperationDenied.VpnConfiguring",
        "OperationFailed.LastTokenProcessing",
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
# Of the request before it with the same ClientToken, which had other parameters or failed.
_TOKEN_USED = frozenset(("IdempotentFailed", "IdempotentParameterMismatch"))
_THROTTLED = frozenset(("Throttling", "Rejected.Throttling"))
# SignatureNonceUsed: the network repeated a request. Each try has a new nonce, and the same client token.
_UNAVAILABLE = frozenset(("ServiceUnavailable", "SignatureNonceUsed"))
_DENIED = frozenset(("Forbidden", "Forbbiden.SubUser", "Forbidden.SubUser", "Forbidden.RAM", "NoPermission"))

_NO_PERMISSION = (
    "The access key has no permission for this action. Attach a policy to its RAM user that allows the vpc action of "
    "the same name (or attach AliyunVPNGatewayFullAccess), or use another access key."
)
_ROLE = (
    "The first {} of an account also creates the service-linked role {}, which needs the permission "
    "ram:CreateServiceLinkedRole."
)
_ROLES = {
    "AssociateVpnGatewayWithCertificate": _ROLE.format("certificate", "AliyunServiceRoleForVPNCertificate"),
    "CreateVpnGateway": _ROLE.format("VPN gateway", "AliyunServiceRoleForVpn"),
}
_BUSY_ADVICE = "Another change of this VPN gateway was still running when wait_timeout ended. Run the task again later."
_USED = "Something still uses the resource. Delete that first, then run the task again."
_LOCKED = "The account has an overdue payment. Pay it in the Alibaba Cloud console, then run the task again."
_QUOTA = "Delete resources that are not needed, or request a higher quota in the Quota Center of the console."
_ROUTES = "Remove published routes that are not needed, or request a higher quota in the Quota Center of the console."
_SUBNETS = "Give networks such as 10.0.0.0/24. Networks of one side must not overlap networks of the other side."
_CLOCK = "Correct the clock of the machine that runs the task; it may be wrong by at most 15 minutes."
_DESCRIPTION = "Give 1 to 100 characters that do not start with http:// or https://."
# What every resource and every version of the service takes.
_NAME = (
    "Give 2 to 100 characters that start with a letter or a Chinese character and continue with letters, digits, "
    "Chinese characters and . _ -."
)
_NO_GATEWAY = "Check the ID and the region: a VPN gateway is visible only in its own region."
_NO_CERT = "Check the ID and the region: a client certificate is visible only in its own region."
_KEY = "Check access_key_id and access_key_secret; both must belong to the same access key."
_TOKEN = "A temporary key needs the security_token that was given out with it, and any other key needs none."

_ADVICE = {
    "CreateSslCertsQuotaFull.QuotaFull": _QUOTA,
    "DependencyViolation.SslVpnServer": "First delete the SSL-VPN servers of the VPN gateway "
    "(alicloud.vpn.ssl_vpn_server with state=absent).",
    "DependencyViolation.VpnConnection": "First delete the IPsec connections that use this gateway "
    "(alicloud.vpn.vpn_connection with state=absent).",
    "Forbbiden.SubUser": _NO_PERMISSION,
    "Forbidden": _NO_PERMISSION,
    "Forbidden.RAM": _NO_PERMISSION,
    "Forbidden.SubUser": _NO_PERMISSION,
    "ForbiddenRelease": "A subscription gateway cannot be deleted before its end date. Turn off its renewal in the "
    "console and run the task again after that date, or request a refund there.",
    "IllegalParam.LocalSubnet": _SUBNETS,
    "IllegalParam.RemoteSubnet": _SUBNETS,
    "IncorrectStatus.VpnGateway": "Wait until the VPN gateway is active, then run the task again.",
    "INSTANCE_NOT_EXISTS": _NO_GATEWAY,
    "InvalidAccessKeyId.Inactive": "Enable the access key in the RAM console, or use another one.",
    "InvalidAccessKeyId.NotFound": _KEY,
    "InvalidAuthkey.Malformed": "Give an auth_key of 1 to 64 visible ASCII characters without space and question mark.",
    "InvalidCustomerGatewayInstanceId.NotFound": "Check the ID and the region: a customer gateway is visible only in "
    "its own region.",
    "InvalidDescription": _DESCRIPTION,
    "InvalidInstanceId.NotFound": _NO_CERT,
    "InvalidIpAddress.AlreadyExist": "An IP address can be used by only one customer gateway of a region. Use the "
    "customer gateway that has this address (alicloud.vpn.customer_gateway_info lists them).",
    "InvalidIpAddress.WrongFormat": "Give the static IPv4 address of the on-premises device.",
    "InvalidName": _NAME,
    "InvalidRegionId.NotFound": "Check the region option, for example cn-hangzhou.",
    "InvalidResourceId.NotFound": "Check resource_ids, resource_type and region: a resource is visible only in its own "
    "region.",
    "InvalidRouteEntry.NotFound": "Somebody else deleted or changed the route in the meantime. Run the task again.",
    "InvalidSslVpnClientCertId.NotFound": _NO_CERT,
    "InvalidSslVpnServerId.NotFound": "Check the ID and the region: an SSL-VPN server is visible only in its own "
    "region.",
    "InvalidSecurityToken.Expired": "The temporary key is no longer valid. Get another one, or let a role or a profile "
    "renew it.",
    "InvalidSecurityToken.Malformed": _TOKEN,
    "InvalidSecurityToken.MismatchWithAccessKey": _TOKEN,
    "InvalidTimeStamp.Expired": _CLOCK,
    "InvalidVpnConnection.AlreadyExists": "A connection between the same gateways with the same subnets already "
    "exists. Give its name or ID instead of creating another one.",
    "InvalidVpnConnectionInstanceId.NotFound": "Check the ID and the region: an IPsec connection is visible only in "
    "its own region.",
    "InvalidVpnGatewayId.NotFound": _NO_GATEWAY,
    "InvalidVpnGatewayInstanceId.NotFound": _NO_GATEWAY,
    "InvalidVpnInstanceId.NotFound": _NO_GATEWAY,
    "InvalidVSwitchId.NotFound": "Check vswitch_id and the region. In a region where new gateways are created for "
    "dual-tunnel connections, this error also means that disaster_recovery_vswitch_id is missing: give two vSwitches "
    "of the VPC, in two zones.",
    "MissingSecurityToken": _TOKEN,
    "NoPermission": _NO_PERMISSION,
    "OperationDenied.MissingAsn": "Give asn as well: auth_key requires an autonomous system number. If the customer "
    "gateway exists without one, recreate it: the module customer_gateway does that with recreate=true.",
    "OperationDenied.VpnFinancialLocked": _LOCKED,
    "OperationFailed.CenLevelNotSupport": "Detach the VPC from the CEN instance in FULL mode, or do not use BGP.",
    "OperationFailed.IPsecServerExist": "A VPN gateway can have only one IPsec server. Give the name or the ID of the "
    "existing one, or use another gateway.",
    "OperationFailed.RouteConflict": "The VPC already routes this network to another VPN gateway. Delete that route, "
    "or set publish_vpc=false.",
    "OperationFailed.SslNotSupport": "The service cannot provide SSL-VPN at the moment. Run the task again later, or "
    "set enable_ssl=false.",
    "OperationFailed.VpnConnectionExist": "Turn off BGP on the connections of the gateway before you set "
    "auto_propagate=false.",
    "OperationUnsupported.IPsecServer": "Upgrade the VPN gateway in the console, or use another one.",
    "QuotaExceeded.PolicyBasedRoute": "Use fewer subnets, or give 0.0.0.0/0 as local_subnet and remote_subnet and "
    "create destination routes.",
    "QuotaExceeded.VpnRouteEntry": _ROUTES,
    "Resource.QuotaFull": _QUOTA,
    "ServiceUnavailable": "The service did not recover within retry_timeout. Run the task again later.",
    "SignatureDoesNotMatch": _KEY,
    "SslVpnClientCreateTimes.ReachLimits": "Wait before you create more certificates, and delete those that are not "
    "used.",
    "UnnecessarySslConnection": "Leave ssl_connections out, or set enable_ssl=true.",
    "VpnGateway.FinancialLocked": _LOCKED,
    "VpnGateway.SslVpnDisabled": "Turn on SSL-VPN in the console, or use a gateway created with enable_ssl=true.",
    "VpnRouteEntry.Conflict": "Another route of the gateway covers the same networks. Delete it, or change the "
    "subnets.",
}
# Of the codes that say only that a parameter is not valid: InvalidNAME, or Invalid and a path that ends with the name.
_PARAMETERS = {
    "CustomerGatewayId": "Check the customer gateway and the region. A connection with BGP needs one that has an asn.",
    "DisasterRecoveryVSwitchId": "Give a vSwitch of the VPC that is in another zone than vswitch_id. Leave it out in a "
    "region where new gateways are created for connections with one tunnel.",
    "TunnelCidr": "Give each tunnel a /30 network inside 169.254.0.0/16 that no other tunnel of the VPN gateway has. "
    "The documentation of the option says which are reserved.",
    "VpcId": "Check vpc_id and the region: a VPC is visible only in its own region.",
    "VpnGatewayId": "Check the VPN gateway and the region. Connections need IPsec-VPN (enable_ipsec=true), and "
    "certificates need vpn_type=NationalStandard.",
}
_THROTTLED_ADVICE = "The account calls the API too often. Use fewer forks, or give a longer retry_timeout."


def category_of(code: str, http_status: int) -> Category:
    """Codes match exactly, except for the family Throttling.*. A 5xx is the service's own fault, and a 429 is
    throttling, whatever the code."""
    if code in _NOT_FOUND:
        return Category.NOT_FOUND
    if code in _BUSY:
        return Category.BUSY
    if code in _TOKEN_USED:
        return Category.TOKEN_USED
    if code == "InvalidTimeStamp.Expired":
        return Category.CLOCK
    if code in _UNAVAILABLE or _is_throttled(code) or http_status == 429 or http_status >= 500:
        return Category.UNAVAILABLE
    if code in _DENIED:
        return Category.DENIED
    if code == "DryRunOperation":
        return Category.DRY_RUN
    return Category.FINAL


def advice_for(code: str, action: str) -> str:
    """What the user can do about an error of an action, or an empty text."""
    if _is_throttled(code):
        return _THROTTLED_ADVICE
    if code in _DENIED and action in _ROLES:
        return f"{_ADVICE[code]} {_ROLES[action]}"
    if code.startswith("DependencyViolation."):
        return _ADVICE.get(code, _USED)
    if code.startswith("Invalid"):
        advice = _PARAMETERS.get(code[len("Invalid") :].rpartition(".")[2])
        if advice:
            return advice
    return _ADVICE.get(code, _BUSY_ADVICE if code in _BUSY else "")


def _is_throttled(code: str) -> bool:
    return code in _THROTTLED or code.startswith("Throttling.")
