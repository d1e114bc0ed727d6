#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ssl_vpn_server_log_info
short_description: Read the log of an SSL-VPN server of Alibaba Cloud
version_added: 0.1.0
description:
  - Reads the lines that an SSL-VPN server logged in a window of time, all pages of them.
  - The window is O(from) with O(to), one of them with O(minute_period), or O(minute_period) alone, which ends now.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ssl_vpn_server:
    description: The ID or the name of the SSL-VPN server.
    type: str
    required: true
    aliases: [ssl_vpn_server_id]
  ssl_vpn_client_cert:
    description: Only lines about this client certificate, given by ID or name.
    type: str
    aliases: [ssl_vpn_client_cert_id]
  from:
    description: Start of the window, in seconds since 1970.
    type: int
  to:
    description: End of the window, in seconds since 1970.
    type: int
  minute_period:
    description: Length of the window in minutes.
    type: int
  wait_timeout:
    description: Seconds to go on reading while the service says that the log is not complete.
    type: int
    default: 30
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
seealso:
  - module: alicloud.vpn.ssl_vpn_server
"""

EXAMPLES = r"""
---
- name: Read the log of the last ten minutes
  alicloud.vpn.ssl_vpn_server_log_info:
    ssl_vpn_server: hq-remote
    minute_period: 10
  register: log
"""

RETURN = r"""
---
ssl_vpn_server_logs:
  description: The lines, as OpenVPN wrote them.
  returned: success
  type: list
  elements: str
is_completed:
  description: Whether the service called the log complete before O(wait_timeout) ran out.
  returned: success
  type: bool
  sample: true
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeVpnSslServerLogs"
    code:
      description: The code of the service.
      returned: where the service gives it
      type: str
      sample: "Forbidden"
    message:
      description: The message of the service.
      returned: where the service gives it
      type: str
      sample: "User not authorized to operate on the specified resource."
    http_status:
      description: The HTTP status.
      returned: where the service gives it
      type: int
      sample: 403
    request_id:
      description: The request, for a support ticket.
      returned: where the service gives it
      type: str
      sample: "4C467B38-3910-447D-87BC-AC049166F216"
    tries:
      description: How often it was tried.
      returned: where the service gives it
      type: int
      sample: 1
"""

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run_task
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.ssl_vpn_server_log import SSL_VPN_SERVER_LOG


def main():
    run_task(SSL_VPN_SERVER_LOG)


if __name__ == "__main__":
    main()
