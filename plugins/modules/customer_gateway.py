#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: customer_gateway
short_description: Manage customer gateways of Alibaba Cloud VPN
version_added: 0.1.0
description:
  - Makes, changes and deletes customer gateways. A customer gateway stands for the on-premises end of an IPsec
    connection.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  customer_gateway_id:
    description: The ID of an existing customer gateway. This, O(name) or O(ip_address) must be given.
    type: str
  name:
    description:
      - The name, of 1 to 100 characters, not starting with C(http://) or C(https://).
      - Without O(customer_gateway_id) it is what the customer gateway is found by; the task fails when several have it.
    type: str
  description:
    description: Free text of 1 to 100 characters, not starting with C(http://) or C(https://).
    type: str
  ip_address:
    description:
      - The static IPv4 address of the on-premises device. Required to make a customer gateway. Cannot be changed.
      - A region takes an address once. Without O(customer_gateway_id) and O(name) it is what the customer gateway is
        found by. When another name has the address, the task fails and says which.
    type: str
  asn:
    description:
      - The autonomous system number of the on-premises device, from V(1) to V(4294967295), or as two halves such as
        V(1.10). BGP needs it. Cannot be changed.
    type: str
  auth_key:
    description:
      - The BGP key, of 1 to 64 visible ASCII characters without blank and question mark. It needs O(asn).
    type: str
  resource_group_id:
    description: The resource group; the default one when left out. Cannot be changed here.
    type: str
  wait_timeout:
    description: Seconds for everything together, the retries while another change runs included.
    type: int
    default: 300
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
  - alicloud.vpn.state
  - alicloud.vpn.state.recreate
  - alicloud.vpn.state.secrets
  - alicloud.vpn.state.tags
seealso:
  - module: alicloud.vpn.customer_gateway_info
  - module: alicloud.vpn.vpn_connection
"""

EXAMPLES = r"""
---
- name: Register the device of an office
  alicloud.vpn.customer_gateway:
    name: office
    ip_address: 203.0.113.10
    asn: 65010
    tags:
      site: office
  register: office

- name: Change the description
  alicloud.vpn.customer_gateway:
    customer_gateway_id: "{{ office.customer_gateway.customer_gateway_id }}"
    description: Office, second floor

- name: Delete it
  alicloud.vpn.customer_gateway:
    name: office
    state: absent
"""

RETURN = r"""
---
customer_gateway:
  description: The customer gateway; empty when there is none (any more). In check mode as it would be.
  returned: success
  type: dict
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
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [CreateCustomerGateway]
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "CreateCustomerGateway"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY


def main():
    run(CUSTOMER_GATEWAY)


if __name__ == "__main__":
    main()
