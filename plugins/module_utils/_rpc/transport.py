# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""HTTP. The only file that uses `requests`, which it imports when the first call is sent."""

from __future__ import annotations

import threading
import traceback
import typing as t

from .errors import MissingLibrary, NetworkError

_USER_AGENT = "ansible-collection-alicloud.vpn"


class Answer(t.NamedTuple):
    http_status: int
    text: str


class Transport:
    """Sends to one address. Safe to share between threads: each thread has its own session."""

    def __init__(self, url: str, timeout: float = 30, verify: bool | str = True) -> None:
        """`timeout` in seconds, for connecting and for each wait on an answer; `verify` as in requests."""
        self.url = url
        self._timeout = timeout
        self._verify = verify
        self._local = threading.local()

    def send(self, method: str, query: t.Mapping[str, str], form: t.Mapping[str, str] | None) -> Answer:
        """Raises NetworkError. Its text has no part of the request, because a query contains a signature."""
        requests = _requests()
        try:
            answer = self._session().request(
                method,
                self.url,
                params=dict(query),
                data=None if form is None else dict(form),
                timeout=self._timeout,
                # Set here: on the session, REQUESTS_CA_BUNDLE in the environment would override it.
                verify=self._verify,
                allow_redirects=False,
            )
            return Answer(answer.status_code, answer.content.decode("utf-8", "replace"))
        except requests.exceptions.SSLError as error:
            raise NetworkError(
                f"the certificate of {self.url} is not trusted: {_reason(error)}",
                retry=False,
                advice="Set ca_path to the certificate of the authority that signed it.",
            ) from None
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
            raise NetworkError(
                f"{self.url} is not a valid address: {_reason(error)}",
                retry=False,
                advice="Check the endpoint option; an example is vpc.cn-hangzhou.aliyuncs.com.",
            ) from None
        except (requests.exceptions.RequestException, OSError) as error:
            raise NetworkError(
                f"no answer from {self.url}: {_reason(error)}", advice="Check the endpoint, the region and the network."
            ) from None

    def _session(self) -> t.Any:
        if not hasattr(self._local, "session"):
            session = _requests().Session()
            session.headers["User-Agent"] = _USER_AGENT
            self._local.session = session
        return self._local.session


def _requests() -> t.Any:
    try:
        import requests
    except ImportError:
        raise MissingLibrary("requests", traceback.format_exc()) from None
    return requests


def _reason(error: BaseException) -> str:
    """The innermost cause: the outer messages of requests quote the whole URL."""
    seen = error
    while cause := seen.__cause__ or seen.__context__:
        seen = cause
    return getattr(seen, "strerror", None) or (str(seen) if seen is not error else "") or type(seen).__name__
