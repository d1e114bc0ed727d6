#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: vpn_gateway_certificate_info
short_description: List which certificates are bound to VPN gateways of Alibaba Cloud
version_added: 0.1.0
description:
  - Lists the bindings of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  vpn_gateway:
    description: Only bindings of this VPN gateway, given by ID or name.
    type: str
    aliases: [vpn_gateway_id]
  certificate_type:
    description: Only bindings for this use.
    type: str
    choices: [Encryption, Signature]
  certificate_ids:
    description: Only bindings of these certificates, 1 to 20.
    type: list
    elements: str
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
seealso:
  - module: alicloud.vpn.vpn_gateway_certificate
"""

EXAMPLES = r"""
---
- name: List the certificates of a gateway
  alicloud.vpn.vpn_gateway_certificate_info:
    vpn_gateway: hq-sm
  register: certificates
"""

RETURN = r"""
---
vpn_gateway_certificates:
  description: The certificate bindings, in the order of the service.
  returned: success
  type: list
  elements: dict
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
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "ListVpnCertificateAssociations"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway_certificate import (
    VPN_GATEWAY_CERTIFICATE,
)


def main():
    run_info(VPN_GATEWAY_CERTIFICATE)


if __name__ == "__main__":
    main()
