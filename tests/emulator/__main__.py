# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.emulator``: serve the stand-in cloud on 127.0.0.1 until SIGINT or SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from . import quotas, readings
from .access_log import AccessLog
from .cloud import Cloud
from .dataplane.link import Link
from .dataplane.process import Process
from .http_server import PortError, Server


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, and serve."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        log = AccessLog(options.access_log, keep=False)
        dataplane = Link(Process(options.namespace, options.dataplane_log)) if options.dataplane else None
        cloud = Cloud(
            access_key_id=options.access_key_id,
            access_key_secret=options.access_key_secret,
            temporary_keys=options.temporary_key,
            settle=options.settle,
            seed=options.seed,
            faults=options.fault,
            quota=options.quota,
            rate=options.rate,
            reading=options.reading,
            state_file=options.state,
            log=log,
            dataplane=dataplane,
        )
    except (ValueError, OSError) as problem:
        parser.error(str(problem))
    try:
        server = Server(cloud, options.port, options.latency, ready=_announce)
        asyncio.run(_serve(server))
    except PortError as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        cloud.end()
        log.close()
    return 0


async def _serve(server: Server) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, setattr, server, "should_exit", True)
    await server.serve_until_stopped()


def _announce(url: str) -> None:
    print(f"listening on {url}", flush=True)


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65535:
        raise ValueError(text)
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value < float("inf"):
        raise ValueError(text)
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description="A stand-in VPN Gateway service.")
    parser.add_argument("--port", type=_port, default=0, help="port to listen on; 0 (the default) picks a free one")
    parser.add_argument("--access-key-id", default="testid", help="the account's key id (default: %(default)s)")
    parser.add_argument("--access-key-secret", default="testsecret", help="its secret (default: %(default)s)")
    parser.add_argument(
        "--temporary-key",
        action="append",
        default=[],
        metavar="ID:SECRET:TOKEN:SECONDS",
        help="a key that is valid only with its security token, and only so long",
    )
    parser.add_argument("--latency", type=_seconds, default=0.0, metavar="SECONDS", help="wait before each answer")
    parser.add_argument(
        "--settle", type=_seconds, default=0.0, metavar="SECONDS", help="how long a gateway is busy after a write"
    )
    parser.add_argument(
        "--rate",
        type=int,
        default=0,
        metavar="N",
        help="throttle more than N requests a second (default: no limit)",
    )
    parser.add_argument("--access-log", type=Path, metavar="FILE", help="append a JSON line for each request")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keep the state in a file")
    parser.add_argument("--seed", type=int, metavar="N", help="the same ids, keys and chances every time")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="RULE",
        help="make requests fail: ACTION:FAULT:AMOUNT, such as *:throttle:0.2",
    )
    parser.add_argument(
        "--quota",
        action="append",
        default=[],
        metavar="NAME=N",
        help=f"another limit; the defaults: {quotas.described()}",
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=f"what the service does where no source says it; the first value is the default: {readings.described()}",
    )
    parser.add_argument("--dataplane", choices=["netns"], help="carry packets with real daemons in a network namespace")
    parser.add_argument("--namespace", default="cloud", metavar="NAME", help="which namespace (default: %(default)s)")
    parser.add_argument("--dataplane-log", type=Path, metavar="FILE", help="append the output of the daemons")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
