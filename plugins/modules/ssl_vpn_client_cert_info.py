#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ssl_vpn_client_cert_info
short_description: List client certificates of Alibaba Cloud SSL-VPN servers
version_added: 0.1.0
description:
  - Lists the client certificates of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ssl_vpn_client_cert_ids:
    description:
      - Only certificates with these IDs. IDs that do not exist are left out.
      - Certificates are read one by one with this option alone, which shows the certificates themselves too.
    type: list
    elements: str
  names:
    description: Only certificates with one of these names.
    type: list
    elements: str
  ssl_vpn_server:
    description: Only certificates of this SSL-VPN server, given by ID or name.
    type: str
    aliases: [ssl_vpn_server_id]
  resource_group_id:
    description: Only certificates of this resource group.
    type: str
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
  - alicloud.vpn.state.secrets
seealso:
  - module: alicloud.vpn.ssl_vpn_client_cert
"""

EXAMPLES = r"""
---
- name: Name the certificates that must be renewed
  alicloud.vpn.ssl_vpn_client_cert_info:
    ssl_vpn_server: hq-remote
    query: "[?status!='normal'].name"
  register: due
"""

RETURN = r"""
---
ssl_vpn_client_certs:
  description: The SSL client certificates, in the order of the service.
  returned: success
  type: list
  elements: dict
  contains:
    ssl_vpn_client_cert_id:
      description: The ID of the certificate.
      returned: always
      type: str
      sample: "vsc-bp13k5mp4tg8v3z9b0001"
    name:
      description: The name.
      returned: always
      type: str
      sample: "nametest"
    ssl_vpn_server_id:
      description: The ID of the SSL-VPN server.
      returned: always
      type: str
      sample: "vss-bp155e9yclsg1xgq40001"
    region_id:
      description: The region.
      returned: always
      type: str
      sample: "cn-hangzhou"
    status:
      description: The state - one of normal, expiring-soon, expired.
      returned: always
      type: str
      sample: "normal"
    create_time:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1552550980000
    end_time:
      description: End of the subscription, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1647158980000
    ca_cert:
      description: PEM of the issuing CA.
      returned: always
      type: str
    client_cert:
      description: PEM of the client certificate.
      returned: always
      type: str
    client_key:
      description: "The private key in PEM form; masked unless O(include_secrets=true)."
      returned: always
      type: str
    client_config:
      description: OpenVPN client profile as text.
      returned: always
      type: str
    resource_group_id:
      description: The resource group.
      returned: always
      type: str
      sample: "rg-acfmzs372yg0001"
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeSslVpnClientCerts"
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

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run_info
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT


def main():
    run_info(SSL_VPN_CLIENT_CERT)


if __name__ == "__main__":
    main()
