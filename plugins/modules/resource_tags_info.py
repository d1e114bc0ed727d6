#!/usr/bin/python
# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: resource_tags_info
short_description: List the tags of VPC resources of Alibaba Cloud
version_added: 0.1.0
description:
  - Lists the tags of resources of one kind, of those that are named or of those that have a tag.
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
    description: Only these resources. This or O(tags) must be given.
    type: list
    elements: str
  tags:
    description: Only resources that have all of these tags.
    type: dict
extends_documentation_fragment:
  - alicloud.vpn.attributes.read_only
  - alicloud.vpn.connection
seealso:
  - module: alicloud.vpn.resource_tags
"""

EXAMPLES = r"""
---
- name: Find the connections of a site
  alicloud.vpn.resource_tags_info:
    resource_type: VPNCONNECTION
    tags:
      site: office
  register: connections
"""

RETURN = r"""
---
resource_tags:
  description: The tags of each resource that has any.
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
error:
  description: What the service answered, for playbooks that react to a failure.
  returned: failure after a call
  type: dict
  contains:
    action:
      description: The call that failed.
      returned: where the service gives it
      type: str
      sample: "ListTagResources"
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
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.resource_tags import RESOURCE_TAGS_INFO


def main():
    run_task(RESOURCE_TAGS_INFO)


if __name__ == "__main__":
    main()
