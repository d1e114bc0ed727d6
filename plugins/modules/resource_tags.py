#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_tags
short_description: Manage the tags of VPC resources of Alibaba Cloud
version_added: 0.1.0
description:
  - Sets and removes tags on resources of one kind, many at a time and with as few calls as the service allows.
  - The modules of the resources keep tags themselves, with their option C(tags). This one is for resources that other
    tools make, and for many at once.
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  resource_type:
    description: The kind of all the resources.
    type: str
    required: true
    choices:
      - VPC
      - VSWITCH
      - ROUTETABLE
      - EIP
      - VPNGATEWAY
      - NATGATEWAY
      - COMMONBANDWIDTHPACKAGE
      - PREFIXLIST
      - PUBLICIPADDRESSPOOL
      - IPV4GATEWAY
      - IPV6GATEWAY
      - NETWORKACL
      - TRAFFICMIRRORFILTER
      - TRAFFICMIRRORSESSION
      - FLOWLOG
      - HAVIP
      - DHCPOPTIONSSET
      - GATEWAYENDPOINT
      - IPV6ADDRESS
      - CUSTOMERGATEWAY
      - VPNCONNECTION
      - VPNATTACHMENT
  resource_ids:
    description: The IDs of the resources.
    type: list
    elements: str
    required: true
  tags:
    description:
      - The tags. Required with O(state=present), and with O(state=absent) unless O(all=true).
      - With O(state=absent) tags with these keys are removed, whatever their values.
      - Tags of the system (C(acs:), C(aliyun)) are never shown and never changed.
    type: dict
  purge_tags:
    description: Whether tags that O(tags) does not name are removed. Only allowed with O(state=present).
    type: bool
    default: false
  all:
    description: Whether all tags are removed. Only allowed with O(state=absent).
    type: bool
    default: false
  state:
    description: Whether the resources should have the tags.
    type: str
    choices: [present, absent]
    default: present
extends_documentation_fragment:
  - alicloud.vpn.attributes
  - alicloud.vpn.connection
seealso:
  - module: alicloud.vpn.resource_tags_info
"""

EXAMPLES = r"""
---
- name: Say who owns two gateways, and leave their other tags alone
  alicloud.vpn.resource_tags:
    resource_type: VPNGATEWAY
    resource_ids:
      - vpn-bp1q8bgx4xnkm2ogj0001
      - vpn-bp1q8bgx4xnkm2ogj0002
    tags:
      owner: network

- name: Remove one key
  alicloud.vpn.resource_tags:
    resource_type: VPNGATEWAY
    resource_ids: [vpn-bp1q8bgx4xnkm2ogj0001]
    tags:
      owner:
    state: absent

- name: Remove all tags
  alicloud.vpn.resource_tags:
    resource_type: VPNGATEWAY
    resource_ids: [vpn-bp1q8bgx4xnkm2ogj0002]
    all: true
    state: absent
"""

RETURN = r"""
---
resource_tags:
  description: The tags of each resource, in check mode as they would be.
  returned: success
  type: list
  elements: dict
  contains:
    resource_type:
      description: The kind of resource.
      returned: always
      type: str
      sample: VPNGATEWAY
    resource_id:
      description: The ID of the resource.
      returned: always
      type: str
      sample: vpn-bp1q8bgx4xnkm2ogj0001
    tags:
      description: Its tags.
      returned: always
      type: dict
      sample: {site: hangzhou}
actions:
  description: The changing calls that were made or, in check mode, would be made, in their order.
  returned: success, and failure after a call
  type: list
  elements: str
  sample: [TagResources]
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

from ansible_collections.alicloud.vpn.plugins.module_utils._module import run_task
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.resource_tags import RESOURCE_TAGS


def main():
    run_task(RESOURCE_TAGS)


if __name__ == "__main__":
    main()
