# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What can go wrong on the wire, and the one table of the service's error codes."""

from __future__ import annotations

import enum
import json
import typing as t


class Kind(enum.Enum):
    """What a code means for the caller."""

    NOT_FOUND = "not found"  # the thing is not there: absent for a read, done for a delete
    BUSY = "busy"  # another change runs; the same request succeeds later
    UNAVAILABLE = "unavailable"  # throttled, or the service's own fault; the same request may succeed later
    DENIED = "denied"  # never means "gone"
    DRY_RUN = "dry run passed"
    FINAL = "final"  # trying again cannot help


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
_UNAVAILABLE = frozenset(("ServiceUnavailable", "Throttling", "Rejected.Throttling"))
_DENIED = frozenset(("Forbidden", "Forbbiden.SubUser", "Forbidden.SubUser", "Forbidden.RAM", "NoPermission"))

_NO_RIGHT = (
    "The access key lacks the right for this action. Grant its RAM user a policy with the vpc action of the same name "
    "(or AliyunVPNGatewayFullAccess), or use another access key."
)
_BUSY_HINT = "Another change of this VPN gateway was still running when wait_timeout ran out. Run the task again later."
_LOCKED = "The account has an overdue payment. Settle it in the Alibaba Cloud console, then run the task again."
_QUOTA = "Delete what is no longer needed, or ask for a higher quota in the console's Quota Center."
_ROUTES = "Remove published routes that are no longer needed, or ask for a higher quota in the console's Quota Center."
_SUBNETS = "Give network addresses such as 10.0.0.0/24 that do not overlap the other side's."
_CLOCK = "Set the clock of the machine that runs the task; it must be right to within 15 minutes."
_TEXT = "Give 1 to 100 characters that do not start with http:// or https://."
_NO_GATEWAY = "Check the id and the region: a gateway is only seen in its own region."
_NO_CERT = "Check the id and the region: a certificate is only seen in its own region."
_KEY = "Check access_key_id and access_key_secret, and that both belong to the same key."

_HINTS = {
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
_THROTTLED_HINT = "The account calls the API too often. Use fewer forks, or a longer retry_timeout."


def kind_of(code: str, http_status: int) -> Kind:
    """Exact codes only; the one family is Throttling.*. A 5xx is the service's own fault whatever the code."""
    if code in _NOT_FOUND:
        return Kind.NOT_FOUND
    if code in _BUSY:
        return Kind.BUSY
    if code in _UNAVAILABLE or code.startswith("Throttling.") or http_status >= 500:
        return Kind.UNAVAILABLE
    if code in _DENIED:
        return Kind.DENIED
    if code == "DryRunOperation":
        return Kind.DRY_RUN
    return Kind.FINAL


def hint_for(code: str) -> str:
    """What the user can do, or an empty text."""
    if code == "Throttling" or code.startswith("Throttling.") or code == "Rejected.Throttling":
        return _THROTTLED_HINT
    return _HINTS.get(code, _BUSY_HINT if code in _BUSY else "")


class RpcError(Exception):
    """Anything that kept a call from a good answer. `action` and `tries` are filled in by the client."""

    kind = Kind.FINAL
    hint = ""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.action = ""
        self.tries = 1

    def __str__(self) -> str:
        tries = f" (tried {self.tries} times)" if self.tries > 1 else ""
        return " ".join(part for part in (f"{self.action}: {self.text}{tries}.", self.hint) if part)

    def details(self) -> dict[str, t.Any]:
        """For the result's `error`."""
        return {"action": self.action, "message": self.text, "tries": self.tries}


class ApiError(RpcError):
    """The service answered with an error."""

    def __init__(self, code: str, message: str, http_status: int, request_id: str) -> None:
        super().__init__("")
        self.code = code
        self.message = message
        self.http_status = http_status
        self.request_id = request_id
        self.text = self._told()
        self.kind = kind_of(code, http_status)
        self.hint = hint_for(code)

    def hide(self, secrets: t.Iterable[str]) -> None:
        """Some messages of the service repeat what they were sent."""
        for secret in secrets:
            for written in (secret, json.dumps(secret)[1:-1]):
                self.message = self.message.replace(written, "********")
        self.text = self._told()

    def _told(self) -> str:
        request = self.request_id or "unknown"
        return f"{self.code}: {self.message.rstrip('.')} (HTTP {self.http_status}, request {request})"

    def details(self) -> dict[str, t.Any]:
        return {
            "action": self.action,
            "code": self.code,
            "message": self.message,
            "http_status": self.http_status,
            "request_id": self.request_id,
            "tries": self.tries,
        }


class NetworkError(RpcError):
    """No usable answer came; whether the request was carried out is not known."""

    def __init__(self, text: str, retry: bool = True, hint: str = "") -> None:
        super().__init__(text)
        self.kind = Kind.UNAVAILABLE if retry else Kind.FINAL
        self.hint = hint


class ReadOnlyError(RpcError):
    """A write was about to be sent in check mode: a fault of this collection, never of the user."""


class SettingsError(Exception):
    """Credentials, region or endpoint are missing or make no sense."""


class MissingLibrary(Exception):
    """A Python library that is needed now is not installed; `name` is what to install."""

    def __init__(self, name: str, trace: str) -> None:
        super().__init__(name)
        self.name = name
        self.trace = trace
