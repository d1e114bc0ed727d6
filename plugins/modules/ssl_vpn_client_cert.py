#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: ssl_vpn_client_cert
short_description: Manage client certificates of Alibaba Cloud SSL-VPN servers
version_added: 0.1.0
description:
  - Makes, renames and deletes the certificates that OpenVPN clients connect to an SSL-VPN server with, and writes the
    files that such a client needs.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  ssl_vpn_client_cert_id:
    description: The ID of an existing certificate. Either this or O(name) must be given.
    type: str
  name:
    description:
      - The name, of 1 to 100 characters, not starting with C(http://) or C(https://).
      - Without O(ssl_vpn_client_cert_id) it is what the certificate is found by, among those of O(ssl_vpn_server) when
        that is given.
    type: str
  ssl_vpn_server:
    description: The ID or the name of the SSL-VPN server. Required to make a certificate. Cannot be changed.
    type: str
    aliases: [ssl_vpn_server_id]
  dest:
    description:
      - A directory, on the host that the task runs on, to write the client's files to. It is made when it is missing.
      - The files are C(ca.crt) and, named by the ID of the certificate, C(.crt), C(.key) and the OpenVPN configuration
        C(.ovpn), which refers to the others by these names. They are written with mode C(0600), each in one step, and
        only when they differ.
      - Only allowed with O(state=present). Certificates of several servers need several directories.
    type: path
  wait_timeout:
    description: Seconds for everything together, the retries while another change of the gateway runs included.
    type: int
    default: 300
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
  - alicloud.vpn.state.recreate
  - alicloud.vpn.state.secrets
notes:
  - Deleting a certificate cuts off every client of its server for a moment, also those with other certificates.
  - A certificate is valid for three years. RV(ssl_vpn_client_cert.status) says when it is about to expire; make one
    with another name then.
seealso:
  - module: alicloud.vpn.ssl_vpn_client_cert_info
  - module: alicloud.vpn.ssl_vpn_server
"""

EXAMPLES = r"""
---
- name: Make a certificate and write the files of the client
  alicloud.vpn.ssl_vpn_client_cert:
    name: anna
    ssl_vpn_server: hq-remote
    dest: "{{ playbook_dir }}/clients/anna"
  register: anna

- name: Take the certificate back
  alicloud.vpn.ssl_vpn_client_cert:
    name: anna
    ssl_vpn_server: hq-remote
    state: absent
"""

RETURN = r"""
---
ssl_vpn_client_cert:
  description: The SSL client certificate; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
files:
  description: The files of the client; empty without O(dest), and in check mode before the certificate exists.
  returned: success
  type: list
  elements: str
  sample: [/home/anna/vpn/ca.crt]
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateSslVpnClientCert]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateSslVpnClientCert"
    code:
      description: The code of the service.
      returned: where the service gives it
      type: str
      sample: "VpnGateway.Configuring"
    message:
      description: The message of the service.
      returned: where the service gives it
      type: str
      sample: "The specified service is configuring."
    http_status:
      description: The HTTP status.
      returned: where the service gives it
      type: int
      sample: 400
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

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.client_files import CLIENT_FILES


def main():
    run(SSL_VPN_CLIENT_CERT, CLIENT_FILES)


if __name__ == "__main__":
    main()
