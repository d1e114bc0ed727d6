# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every error code of the contract: its category, and how long a call with it is retried."""

from __future__ import annotations

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError, Category
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.codes import advice_for, category_of
from tests.emulator import contract
from tests.support.fakes import FakeClock, Wire, client, error

_CONTRACT = contract.load()
ROWS = sorted(
    {
        (row.code, row.http or 400)
        for table in (*(action.errors for action in _CONTRACT.actions.values()), _CONTRACT.gateway_codes)
        for row in table.values()
    }
)

# According to the contract's notes, these mean that a change is running and that the same request succeeds later.
BUSY = {
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
}
DENIED = {"Forbidden", "Forbbiden.SubUser", "Forbidden.SubUser", "Forbidden.RAM", "NoPermission"}
THROTTLED = {"Throttling", "Throttling.User"}
# These do not mean that the requested resource is absent: the key, action, region or a reference is wrong.
WRONG_REQUEST = {
    "InvalidAccessKeyId.NotFound",
    "InvalidAction.NotFound",
    "InvalidRegionId.NotFound",
    "InvalidResourceId.NotFound",
}


def expected(code: str) -> Category:
    """The category by other rules than the client's table."""
    if code in BUSY:
        return Category.BUSY
    if code in THROTTLED or code == "SignatureNonceUsed":
        return Category.UNAVAILABLE
    if code in DENIED:
        return Category.DENIED
    if code == "DryRunOperation":
        return Category.DRY_RUN
    if code == "InvalidTimeStamp.Expired":
        return Category.CLOCK
    if code.startswith("Idempotent"):
        return Category.TOKEN_USED
    if code == "INSTANCE_NOT_EXISTS" or (code.endswith(".NotFound") and code not in WRONG_REQUEST):
        return Category.NOT_FOUND
    return Category.FINAL


def test_the_contract_has_codes() -> None:
    assert len(ROWS) > 50


@pytest.mark.parametrize(("code", "http_status"), ROWS)
def test_category(code: str, http_status: int) -> None:
    assert category_of(code, http_status) is expected(code)


@pytest.mark.parametrize(("code", "http_status"), ROWS)
def test_tries(code: str, http_status: int) -> None:
    """Busy calls are retried until `busy_until`, throttled ones until `retry_timeout`; all others fail at once."""
    clock, wire = FakeClock(), Wire(error(code, http_status))
    with pytest.raises(ApiError):
        client(wire, clock=clock, retry_timeout=20, backoff=Backoff(longest=2)).call("CreateVpnGateway", busy_until=100)
    limit = {Category.BUSY: 100, Category.UNAVAILABLE: 20}.get(expected(code), 0)
    assert limit - 3 <= clock.passed <= limit
    assert (len(wire.sent) > 5) == bool(limit)


@pytest.mark.parametrize("code", sorted(BUSY))
def test_a_busy_call_without_busy_until_fails_at_once(code: str) -> None:
    clock, wire = FakeClock(), Wire(error(code))
    with pytest.raises(ApiError):
        client(wire, clock=clock).call("CreateVpnGateway")
    assert len(wire.sent) == 1


@pytest.mark.parametrize("code", sorted(DENIED))
def test_a_missing_permission_never_means_absent(code: str) -> None:
    for http_status in (400, 403, 404):
        assert category_of(code, http_status) is Category.DENIED


@pytest.mark.parametrize("code", ["InternalError", "Resource.QuotaFull", "UnknownError", ""])
@pytest.mark.parametrize("http_status", [500, 502, 503, 599])
def test_a_5xx_is_a_fault_of_the_service(code: str, http_status: int) -> None:
    assert category_of(code, http_status) is Category.UNAVAILABLE


@pytest.mark.parametrize("code", ["Throttling.Api", "Throttling.user", "Rejected.Throttling", "ServiceUnavailable"])
def test_all_codes_for_throttling(code: str) -> None:
    assert category_of(code, 400) is Category.UNAVAILABLE


@pytest.mark.parametrize(
    "code",
    [
        "NotThrottling",
        "ThrottlingX",
        "XVpnGateway.Configuring",
        "VpnGateway.Configuring.X",
        "VpnGateway",
        "TaskConflic",
    ],
)
def test_codes_must_match_completely(code: str) -> None:
    assert category_of(code, 400) is Category.FINAL


TERMINAL = (
    "VpnGateway.FinancialLocked",
    "OperationDenied.VpnFinancialLocked",
    "Resource.QuotaFull",
    "QuotaExceeded.PolicyBasedRoute",
    "QuotaExceeded.VpnRouteEntry",
    "ForbiddenRelease",
    "InvalidIpAddress.AlreadyExist",
    "UnnecessarySslConnection",
    "InvalidVSwitchId.NotFound",
)


TOKENS = (
    "InvalidSecurityToken.Expired",
    "InvalidSecurityToken.Malformed",
    "InvalidSecurityToken.MismatchWithAccessKey",
    "MissingSecurityToken",
)


@pytest.mark.parametrize("code", [*TERMINAL, *TOKENS, *sorted(DENIED), *sorted(THROTTLED), *sorted(BUSY)])
def test_common_errors_come_with_advice(code: str) -> None:
    advice = advice_for(code, "CreateVpnConnection")
    assert len(advice) > 20
    assert advice in str(ApiError(code, "m", 400, "R", category_of(code, 400), advice))


@pytest.mark.parametrize("code", sorted(DENIED))
def test_the_first_gateway_and_certificate_need_a_role(code: str) -> None:
    for action, role in (
        ("CreateVpnGateway", "AliyunServiceRoleForVpn"),
        ("AssociateVpnGatewayWithCertificate", "AliyunServiceRoleForVPNCertificate"),
    ):
        assert role in advice_for(code, action)
        assert "ram:CreateServiceLinkedRole" in advice_for(code, action)
    assert "ServiceLinkedRole" not in advice_for(code, "CreateVpnConnection")
    assert "ServiceLinkedRole" not in advice_for("Resource.QuotaFull", "CreateVpnGateway")


def test_the_advice_about_a_name_fits_every_resource() -> None:
    advice = advice_for("InvalidName", "ModifyVpnGatewayAttribute")
    assert "2 to 100 characters" in advice
    assert "start with a letter" in advice


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("InvalidVpnGatewayId", "enable_ipsec=true"),
        ("InvalidVpnGatewayId.NotFound", "Check the ID and the region"),
        ("InvalidCustomerGatewayId", "asn"),
        ("InvalidBgpConfig.TunnelCidr", "no other tunnel"),
        ("InvalidTunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr", "no other tunnel"),
    ],
)
def test_the_advice_about_a_parameter_that_is_not_valid(code: str, part: str) -> None:
    assert part in advice_for(code, "CreateVpnConnection")


@pytest.mark.parametrize("code", [*TERMINAL, *TOKENS])
def test_terminal_codes_are_final(code: str) -> None:
    assert category_of(code, 400) is Category.FINAL


def test_an_unknown_dependency_comes_with_advice() -> None:
    assert "Delete that first" in advice_for("DependencyViolation.VpnRouteEntry", "DeleteVpnConnection")
    assert "IPsec connections" in advice_for("DependencyViolation.VpnConnection", "DeleteVpnGateway")
