#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_gateway_certificate
short_description: Bind SSL certificates to VPN gateways of Alibaba Cloud
version_added: 0.1.0
description:
  - Binds certificates of the SSL certificate service to VPN gateways of the type C(NationalStandard), and unbinds them.
    Such a gateway needs two, one for encryption and one for signatures.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: The ID or the name of the VPN gateway.
    type: str
    required: true
    aliases: [vpn_gateway_id]
  certificate_type:
    description: What the certificate is used for.
    type: str
    required: true
    choices: [Encryption, Signature]
  certificate_id:
    description: The ID of the certificate.
    type: str
    required: true
  dry_run:
    description:
      - Have the service check whether the change would be done, without doing it. The task fails with the service's
        reason if it would not.
      - The task never reports a change then. It is not used in check mode, in which nothing but reads is sent.
    type: bool
    default: false
  wait_timeout:
    description: Seconds for everything together, the retries while another change of the gateway runs included.
    type: int
    default: 300
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
seealso:
  - module: alicloud.vpn.vpn_gateway_certificate_info
  - module: alicloud.vpn.vpn_gateway
"""

EXAMPLES = r"""
---
- name: Ask whether a certificate could be bound
  alicloud.vpn.vpn_gateway_certificate:
    vpn_gateway: hq-sm
    certificate_type: Signature
    certificate_id: 6bfe4218-ea1d-4a70-8f5a-1b1d3a1f0001
    dry_run: true

- name: Bind a certificate for signatures
  alicloud.vpn.vpn_gateway_certificate:
    vpn_gateway: hq-sm
    certificate_type: Signature
    certificate_id: 6bfe4218-ea1d-4a70-8f5a-1b1d3a1f0001

- name: Unbind it
  alicloud.vpn.vpn_gateway_certificate:
    vpn_gateway: hq-sm
    certificate_type: Signature
    certificate_id: 6bfe4218-ea1d-4a70-8f5a-1b1d3a1f0001
    state: absent
"""

RETURN = r"""
---
vpn_gateway_certificate:
  description: The certificate binding; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
  contains:
    vpn_gateway_id:
      description: The ID of the VPN gateway.
      returned: always
      type: str
      sample: "vpn-bp1usbiorilk517600001"
    certificate_type:
      description: What the certificate is used for - one of Encryption, Signature.
      returned: always
      type: str
      sample: "Signature"
    certificate_id:
      description: The ID of the certificate.
      returned: always
      type: str
      sample: "6bfe4218-ea1d0001"
    association_time:
      description: When it was bound, in UTC.
      returned: always
      type: str
      sample: "2020-12-29T09:30:29Z"
    region_id:
      description: The region.
      returned: always
      type: str
      sample: "cn-hangzhou"
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [AssociateVpnGatewayWithCertificate]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "AssociateVpnGatewayWithCertificate"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway_certificate import (
    VPN_GATEWAY_CERTIFICATE,
)


def main():
    run(VPN_GATEWAY_CERTIFICATE)


if __name__ == "__main__":
    main()
