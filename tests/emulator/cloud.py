# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud: one state machine that answers the requests of both front ends."""

from __future__ import annotations

import functools
import logging
import random
import threading
import time
import uuid
from collections.abc import Iterable, Mapping
from email.utils import formatdate
from pathlib import Path
from typing import Any

from . import contract, keys, lifecycle, quotas, readings, regions, render, tokens
from .access_log import AccessLog
from .call import Call, DryRunPassedError
from .clock import Clock
from .contract import Action
from .dataplane.link import Link
from .errors import ErrorCatalogue, ServiceError
from .faults import Effect, Faults, Rule
from .gatekeeper import Gatekeeper
from .identity import sts
from .identity.account import Account
from .identity.metadata import Metadata
from .keys import Key, Keys
from .messages import Request, Response
from .rate import Rate
from .registry import Handler, reading
from .services import ACTIONS, connection_diagnoses, connection_logs, ssl_clients, ssl_server_logs
from .state import Names, Record, State
from .validate import Validator

_LOGGER = logging.getLogger(__name__)
reading(
    "empty-members",
    "shown",
    "left-out",
    about="Whether answers show members whose value is an empty text.",
)
_CONNECTIONS = ("vpn_connections", "vpn_attachments")


@functools.cache
def _shapers() -> Mapping[str, render.Shaper]:
    """The same for every cloud of a process: tests start thousands."""
    return {name: render.shaper(action.response) for name, action in contract.load().actions.items()}


class Cloud:
    """One account of the stand-in service, behind one lock."""

    def __init__(
        self,
        access_key_id: str = "testid",
        access_key_secret: str = "testsecret",
        temporary_keys: Iterable[str] = (),
        settle: float = 0.0,
        seed: int | str | None = None,
        faults: Iterable[str] = (),
        quota: Iterable[str] = (),
        reading: Iterable[str] = (),
        state: State | None = None,
        state_file: Path | None = None,
        log: AccessLog | None = None,
        clock: Clock = time.time,
        dataplane: Link | None = None,
        rate: int = 0,
    ) -> None:
        seed_text = uuid.uuid4().hex if seed is None else str(seed)
        self.contract = contract.load()
        self.clock = clock
        self.settle = settle
        self.route_lag = 0.0  # seconds from a ready gateway until a route shows its new State
        self.log = AccessLog() if log is None else log
        self.state = state or (State.load(state_file) if state_file else State())
        self._state_file = state_file
        self._lock = threading.RLock()
        self._errors = ErrorCatalogue(self.contract)
        self._names = Names(self.state, seed_text)
        self._quotas = {**quotas.defaults(), **quotas.parse(quota)}
        self._readings = {**readings.defaults(), **readings.parse(reading)}
        self.keys = Keys(Key(access_key_id, access_key_secret), *keys.parse(temporary_keys, clock()))
        self._gatekeeper = Gatekeeper(self.contract, self._errors, self.keys)
        self.account = Account(self.keys)
        self._metadata = Metadata(self.account)
        self._sts = sts.Sts(self.account, self._errors)
        self._validator = Validator(self.contract, self._errors)
        self._shapers = _shapers()
        self._faults = Faults(random.Random(seed_text))
        for rule in faults:
            self.add_fault(rule)
        self.rate = Rate(rate) if rate else None
        self._dataplane = dataplane
        if dataplane:
            dataplane.start(lambda found: self._receive(dataplane, found))

    # --- what tests and the command line set up -------------------------------------------------------------------

    def add_fault(self, rule: str) -> None:
        """Add a fault rule; see :mod:`tests.emulator.faults`."""
        with self._lock:
            self._faults.rules.append(Rule.parse(rule, {*ACTIONS, *sts.ACTIONS}))

    def clear_faults(self) -> None:
        """Remove all fault rules."""
        with self._lock:
            self._faults.rules.clear()

    def set_quota(self, *rules: str) -> None:
        """Change limits; see :mod:`tests.emulator.quotas`."""
        with self._lock:
            self._quotas.update(quotas.parse(rules))

    def read_as(self, *rules: str) -> None:
        """Change how the contract is read; see :mod:`tests.emulator.readings`."""
        with self._lock:
            self._readings.update(readings.parse(rules))

    def arrange(self, table: str, key: str, **values: Any) -> None:
        """Set fields of a record that no request can set."""
        with self._lock:
            self._find(table, key).update(values)
            self._save()

    def lock_gateway(self, gateway_id: str) -> None:
        """The account is overdue: BusinessStatus becomes FinancialLocked, and writes are refused."""
        self.arrange("vpn_gateways", gateway_id, BusinessStatus="FinancialLocked")

    def unlock_gateway(self, gateway_id: str) -> None:
        """The debt is paid."""
        self.arrange("vpn_gateways", gateway_id, BusinessStatus="Normal")

    def pay_order(self, gateway_id: str) -> None:
        """Pay the order of a PREPAY gateway without AutoPay: it changes from init to provisioning."""
        until = self.clock() + self.settle
        self.arrange("vpn_gateways", gateway_id, Busy="provisioning", BusyUntil=until)

    def negotiate(self, connection_id: str, status: str, role: str | None = None) -> None:
        """Set the negotiation Status of a connection, or of its tunnels or of one of them: ipsec_sa_established."""
        with self._lock:
            record = self._find(_CONNECTIONS, connection_id)
            for tunnel in _tunnels(record, role):
                connection_logs.set_status(record, self.clock(), status, tunnel)
            self._save()

    def mismatch(self, connection_id: str, code: str, local: str, remote: str, role: str | None = None) -> None:
        """The ends of a connection, or of its tunnels or one of them, do not agree: code as in FailedReasonCode."""
        with self._lock:
            record = self._find(_CONNECTIONS, connection_id)
            for tunnel in _tunnels(record, role):
                connection_diagnoses.mismatch(tunnel or record, code, local, remote)
            self._save()

    def write_ssl_log(self, server_id: str, line: str, certificate_id: str | None = None) -> None:
        """Add a line to the log of an SSL server, as a connecting client does."""
        with self._lock:
            ssl_server_logs.write(self._find("ssl_vpn_servers", server_id), self.clock(), line, certificate_id)
            self._save()

    def connect_ssl_client(self, server_id: str, client: Mapping[str, Any]) -> None:
        """Connect a client to an SSL server; see :func:`tests.emulator.services.ssl_clients.connected`."""
        with self._lock:
            self._find("ssl_vpn_servers", server_id)["Clients"].append(ssl_clients.connected(client))
            self._save()

    def ssl_server_files(self, server_id: str) -> dict[str, str]:
        """ca.crt, server.crt and server.key of an SSL server, for a real OpenVPN server."""
        with self._lock:
            record = self._find("ssl_vpn_servers", server_id)
            return {"ca.crt": record["CaCert"], "server.crt": record["ServerCert"], "server.key": record["ServerKey"]}

    def attach_to_full_mesh(self, vpc_id: str) -> None:
        """Attach a VPC to a FULL-mode CEN, where BGP is refused."""
        with self._lock:
            self.state.full_mesh_vpcs.append(vpc_id)
            self._save()

    def disable_bgp(self, region: str) -> None:
        """The region does not support BGP, and neither do the gateways in it."""
        with self._lock:
            self.state.regions_without_bgp.append(region)
            self._save()

    def set_tunnels(self, region: str, number: int) -> None:
        """Connections of the gateways that the region creates from now on have 1 tunnel or 2; others stay as they are.

        In October 2024 the service set it to 2 in most regions, so they have gateways of both kinds.
        """
        with self._lock:
            self.state.tunnels_of_regions[region] = number
            self._save()

    def _find(self, tables: str | tuple[str, ...], key: str) -> Record:
        for region in self.state.regions.values():
            for table in (tables,) if isinstance(tables, str) else tables:
                if key in region.table(table):
                    return region.table(table)[key]
        raise KeyError(key)

    # --- the data plane ---------------------------------------------------------------------------------------------

    def end(self) -> None:
        """Stop the data plane, if there is one, and save that nothing is established any more."""
        if self._dataplane:
            self._dataplane.end()
            with self._lock:
                self._save()

    def _receive(self, dataplane: Link, found: Mapping[str, Any]) -> None:
        """Store a report of the data plane; called several times a second."""
        with self._lock:
            now = self.clock()
            lifecycle.sweep(self.state, now)
            self._follow()
            dataplane.store(self.state, found, now)

    def _follow(self) -> None:
        if self._dataplane:
            self._dataplane.follow(self.state)

    # --- requests ---------------------------------------------------------------------------------------------------

    def handle(self, request: Request) -> Response:
        """Answer one request, and add it to the access log."""
        with self._lock:
            now = self.clock()
            if request.path != "/":
                return self._without_signature(request, now)
            lifecycle.sweep(self.state, now)
            request_id = str(uuid.uuid4()).upper()
            form = request.parameters.get("Format", render.JSON).upper()
            effect = Effect()
            action: Action | None = None
            error: ServiceError | None = None
            body: Mapping[str, Any] = {}
            try:
                if form not in render.CONTENT_TYPES:
                    form = render.JSON
                    raise self._errors.error("InvalidParameter.Format")
                if self._gatekeeper.version(request) == sts.VERSION:
                    effect = self._faults.next(self._admit_to_sts(request, now))
                    self._refuse(effect, None)
                    body = self._sts.perform(str(request.action), request.parameters, now)
                else:
                    action = self._gatekeeper.admit(request, now)
                    if self.rate and not self.rate.admits(now):
                        raise self._errors.error("Throttling.User")
                    effect = self._faults.next(action.name)
                    self._refuse(effect, action)
                    body = self._perform(action, request.parameters, now)
                body = {"RequestId": request_id, **body}
            except ServiceError as refusal:
                error = refusal
            except Exception:
                _LOGGER.exception("%s failed", request.action)
                error = ServiceError(
                    "InternalError", "The request processing has failed due to some unknown error.", 500
                )
            if error:
                body = render.error_body(error, request_id, request.host)
            self._log(request, now, error)
            root = "Error" if error else f"{request.action}Response"
            return Response(
                status=error.http if error else 200,
                content_type=render.CONTENT_TYPES[form],
                body=render.encode(body, form, root),
                delay=effect.delay,
                cut=effect.cut,
                headers={"Date": formatdate(now, usegmt=True)},
            )

    def _without_signature(self, request: Request, now: float) -> Response:
        answer = self._metadata.answer(request, now)
        code = None if answer.status == 200 else str(answer.status)
        self.log.add(now=now, action=request.path, kind=None, names=(), http=answer.status, code=code)
        return answer

    def _admit_to_sts(self, request: Request, now: float) -> str:
        """The name of the action, after all checks of its sender, who may have no key yet."""
        name = request.action
        if name not in sts.ACTIONS:
            raise self._errors.error("InvalidAction.NotFound")
        if name not in sts.ANONYMOUS:
            self._gatekeeper.check(request, now)
        return name

    def _refuse(self, effect: Effect, action: Action | None) -> None:
        refusal = effect.refusal() or (self._errors.error(effect.code, action=action) if effect.code else None)
        if refusal:
            raise refusal

    def _perform(self, action: Action, raw: Mapping[str, str], now: float) -> dict[str, Any]:
        perform = ACTIONS.get(action.name)
        if perform is None:
            raise self._errors.error("InvalidAction.NotFound")
        parameters = self._validator.read(action, raw, int(self._readings["longest-name"]))
        if parameters["RegionId"] not in regions.ZONES:
            raise self._errors.error("InvalidRegionId.NotFound", action=action)
        if action.kind == "read":
            return self._answer(perform, self._call(action, parameters, now))
        if self._readings["token-of-deleted"] == "forgotten":
            tokens.forget_deleted(self.state, action.name, parameters)
        answer = tokens.recall(self.state.tokens, action.name, parameters, self._errors)
        if answer is None:
            try:
                answer = self._answer(perform, self._call(action, parameters, now))
            except DryRunPassedError:
                return {}
            tokens.remember(self.state, action.name, parameters, answer)
            self._follow()
            self._save()
        return answer

    def _answer(self, perform: Handler, call: Call) -> dict[str, Any]:
        answer = self._shapers[call.action.name](perform(call))
        return render.without_empty(answer) if call.reads("empty-members", "left-out") else answer

    def _call(self, action: Action, parameters: Mapping[str, Any], now: float) -> Call:
        return Call(
            action=action,
            parameters=parameters,
            region_id=parameters["RegionId"],
            state=self.state,
            names=self._names,
            errors=self._errors,
            quotas=self._quotas,
            readings=self._readings,
            now=now,
            settle=self.settle,
            route_lag=self.route_lag,
        )

    def _save(self) -> None:
        if self._state_file:
            self.state.save(self._state_file)

    def _log(self, request: Request, now: float, error: ServiceError | None) -> None:
        name = request.action
        known = self.contract.actions.get(name or "")
        self.log.add(
            now=now,
            action=name,
            kind=known.kind if known else None,
            names=request.parameters,
            http=error.http if error else 200,
            code=error.code if error else None,
        )


def _tunnels(record: Record, role: str | None) -> list[Record | None]:
    """The tunnels of a connection, or the one of a role; of a connection with a single one None."""
    if not record["Tunnels"]:
        return [None]
    return [tunnel for tunnel in record["Tunnels"] if role in (None, tunnel["Role"])]
