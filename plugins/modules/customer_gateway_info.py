#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: customer_gateway_info
short_description: List customer gateways of Alibaba Cloud VPN
version_added: 0.1.0
description:
  - Lists the customer gateways of a region, all of them or those that pass the filters.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  customer_gateway_ids:
    description: Only customer gateways with these IDs. IDs that do not exist are left out.
    type: list
    elements: str
  names:
    description: Only customer gateways with one of these names.
    type: list
    elements: str
  resource_group_id:
    description: Only customer gateways of this resource group.
    type: str
  tags:
    description: Only customer gateways that have all of these tags.
    type: dict
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
  - alicloud.vpn.info
  - alicloud.vpn.state.secrets
seealso:
  - module: alicloud.vpn.customer_gateway
"""

EXAMPLES = r"""
---
- name: List the customer gateways
  alicloud.vpn.customer_gateway_info:
  register: offices

- name: Find the one that has an address
  alicloud.vpn.customer_gateway_info:
    query: "[?ip_address=='203.0.113.10']"
"""

RETURN = r"""
---
customer_gateways:
  description: The customer gateways, in the order of the service.
  returned: success
  type: list
  elements: dict
  contains:
    customer_gateway_id:
      description: The ID of the customer gateway.
      returned: always
      type: str
      sample: "cgw-bp1pvpl9r9adju6l50001"
    name:
      description: The name.
      returned: always
      type: str
      sample: "nametest"
    description:
      description: The description.
      returned: always
      type: str
      sample: "desctest"
    ip_address:
      description: The address of the on-premises device.
      returned: always
      type: str
      sample: "139.32.10.20"
    asn:
      description: The autonomous system number.
      returned: always
      type: int
      sample: 65535
    auth_key:
      description: "The BGP key; masked unless O(include_secrets=true)."
      returned: always
      type: str
      sample: "********"
    resource_group_id:
      description: The resource group.
      returned: always
      type: str
      sample: "rg-acfmzs372yg0001"
    tags:
      description: The tags, as a dictionary.
      returned: always
      type: dict
      sample: {site: hangzhou}
    create_time:
      description: When it was made, in milliseconds since 1970.
      returned: always
      type: int
      sample: 1492747187000
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "DescribeCustomerGateways"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY


def main():
    run_info(CUSTOMER_GATEWAY)


if __name__ == "__main__":
    main()
