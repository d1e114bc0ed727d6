# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: vpn_gateways
short_description: VPN gateways of Alibaba Cloud as hosts
version_added: 0.1.0
description:
  - Makes a host of each VPN gateway in one or several regions, with all of its attributes as host variables.
  - C(ansible_host) is the gateway's address on the Internet, C(region) its region. The other variables are the return
    values of M(alicloud.vpn.vpn_gateway_info).
  - An inventory source is a YAML file with a name that ends in C(alicloud_vpn.yml) or C(alicloud_vpn.yaml).
author:
  - alicloud.vpn developers (@alicloud-vpn)
options:
  plugin:
    description: Marks a file as a source of this plugin.
    type: str
    required: true
    choices: [alicloud.vpn.vpn_gateways]
  regions:
    description:
      - The regions to list. Several are listed at the same time.
      - Without it the one region of O(region), the environment or the profile is listed. Only one of the two can be
        given.
    type: list
    elements: str
  filters:
    description:
      - What the service is asked to list. A gateway has to pass all of them.
      - These are the filters of M(alicloud.vpn.vpn_gateway_info).
    type: dict
    default: {}
    suboptions:
      vpc_id:
        description: Only gateways of this VPC.
        type: str
      status:
        description: Only gateways in this state.
        type: str
        choices: [init, provisioning, active, updating, deleting]
      business_status:
        description: Only gateways in this state of payment.
        type: str
        choices: [Normal, FinancialLocked]
      gateway_type:
        description: Only gateways of this kind.
        type: str
        choices: [Traditional, Enhanced.SiteToSite]
      resource_group_id:
        description: Only gateways of this resource group.
        type: str
      include_reservation_data:
        description: Whether orders that have not taken effect are shown too.
        type: bool
      tags:
        description: Only gateways that have all of these tags.
        type: dict
  query:
    description:
      - A JMESPath expression over the gateways of all regions, for what no filter can say. Its result must be a list of
        gateways.
      - Names are those of the host variables, without O(hostvars_prefix). Needs the Python library C(jmespath).
    type: str
  include_connections:
    description:
      - Whether each gateway has its IPsec connections in C(connections). A connection is shown as in
        M(alicloud.vpn.vpn_connection_info), with its customer gateway in C(customer_gateway).
      - C(status) says whether a connection is up. Where there are two tunnels, each entry of
        C(tunnel_options_specification) has a C(status) and a C(customer_gateway).
      - Secrets are masked. It takes two more lists for each region that has gateways, however many these are.
    type: bool
    default: false
  hostnames:
    description:
      - What to name a host after - an attribute of the gateway, or C(tag:NAME) for the value of a tag. The first one
        that has a value counts.
      - A gateway is named after its ID when none has, or when several gateways would get the same name.
    type: list
    elements: str
    default: [name, vpn_gateway_id]
  hostvars_prefix:
    description:
      - Is put before the name of each host variable but C(ansible_host).
      - Two attributes, C(name) and C(tags), are words of the playbook language. Plays work with variables of these
        names, but Ansible warns about them; with a prefix it does not.
    type: str
    default: ""
  skip_unauthorized:
    description:
      - Whether to go on, with a warning, without a region in which the access key must not list.
      - The inventory fails otherwise.
    type: bool
    default: false
extends_documentation_fragment:
  - alicloud.vpn.connection
  - alicloud.vpn.connection.plugins
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
notes:
  - A cache entry belongs to one source file, access key and endpoint, and to one choice of regions, filters and
    O(include_connections). Whatever else is changed in the source has its effect on what is in the cache.
  - The connection options can hold Jinja2 expressions, as can O(regions) and O(filters).
seealso:
  - module: alicloud.vpn.vpn_gateway_info
  - plugin: alicloud.vpn.vpn_gateways
    plugin_type: lookup
"""

EXAMPLES = r"""
---
# The smallest source, such as gateways.alicloud_vpn.yml. Key and region come from the environment.
plugin: alicloud.vpn.vpn_gateways
---
# Gateways that carry traffic, in two regions, grouped. Kept for ten minutes.
plugin: alicloud.vpn.vpn_gateways
regions:
  - cn-hangzhou
  - eu-central-1
filters:
  status: active
  tags:
    managed_by: ansible
hostnames:
  - tag:hostname
  - name
hostvars_prefix: gateway_
compose:
  bandwidth: gateway_spec | regex_replace('M$', '') | int
groups:
  with_ssl: gateway_ssl_vpn == 'enable'
keyed_groups:
  - key: gateway_region
    prefix: region
  - key: gateway_tags
    prefix: tag
strict: true
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/ansible/alicloud_vpn
cache_timeout: 600
---
# Which gateways have a connection that is down, out of those that have one.
plugin: alicloud.vpn.vpn_gateways
regions: [cn-hangzhou]
include_connections: true
query: "[?connections]"
groups:
  tunnels_down: connections | rejectattr('status', 'equalto', 'ipsec_sa_established') | length > 0
---
# A profile of the Alibaba Cloud CLI, and regions that not every key may list.
plugin: alicloud.vpn.vpn_gateways
profile: production
regions:
  - cn-beijing
  - cn-hangzhou
skip_unauthorized: true
"""

import hashlib
import json

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Refused
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.query import searcher
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect
from ansible_collections.alicloud.vpn.plugins.plugin_utils._failures import failures
from ansible_collections.alicloud.vpn.plugins.plugin_utils._fleet import Fleet, Wish, list_fleet
from ansible_collections.alicloud.vpn.plugins.plugin_utils._hostnames import check, hostnames
from ansible_collections.alicloud.vpn.plugins.plugin_utils._options import (
    connection,
    nested_filters,
    refuse_unknown,
    templated,
)
from ansible_collections.alicloud.vpn.plugins.plugin_utils._unsafe import unsafe

_SUFFIXES = ("alicloud_vpn.yml", "alicloud_vpn.yaml")


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    NAME = "alicloud.vpn.vpn_gateways"

    def verify_file(self, path):
        if not path.endswith(_SUFFIXES):
            self.display.vvv(f"{self.NAME} takes files that end in {' or '.join(_SUFFIXES)}, which {path} does not")
            return False
        return super().verify_file(path)

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        given = self._read_config_data(path)
        self.templar.available_variables = self._vars  # extra variables; there are no others yet
        with failures(AnsibleParserError):
            # Everything that can be wrong with the source, before the first call.
            refuse_unknown(self, given)
            check(self.get_option("hostnames"))
            prefix = self._prefix()
            search = searcher(self.get_option("query"))
            wish = self._wish()
            clients = self._clients()
            fleet = self._fleet(path, cache, clients, wish)
            gateways = search(fleet.gateways)
            for gateway in gateways:
                if not isinstance(gateway, dict) or VPN_GATEWAY.id_option not in gateway:
                    raise Refused(
                        f"query: the result must be a list of gateways, each with its {VPN_GATEWAY.id_option}"
                    )
        for region, reason in fleet.denied.items():
            self.display.warning(f"{self.NAME}: region {region} is left out. {reason}")
        for name, gateway in zip(hostnames(gateways, self.get_option("hostnames")), gateways):
            self._add(name, gateway, prefix)

    def _prefix(self):
        prefix = self.get_option("hostvars_prefix")
        if not f"{prefix}name".isidentifier():
            raise Refused(f"hostvars_prefix: no name of a variable can begin with {prefix!r}")
        return prefix

    def _wish(self):
        filters = nested_filters(VPN_GATEWAY, templated(self.get_option("filters"), self.templar))
        return Wish(filters, self.get_option("include_connections"), self.get_option("skip_unauthorized"))

    def _clients(self):
        """One for each region. No call is made yet."""
        options = connection(self, self.templar)
        regions = templated(self.get_option("regions"), self.templar)
        if not regions:
            return [connect(options, read_only=True)]
        if options["region"]:
            raise Refused("region and regions: only one of them can be given")
        return [connect({**options, "region": region}, read_only=True) for region in dict.fromkeys(regions)]

    def _fleet(self, path, may_read, clients, wish):
        """From the cache if that may be used and has it, else from the service and then into the cache."""
        if not self.get_option("cache"):
            return list_fleet(clients, wish)
        asked = json.dumps([vars(wish), [client.view for client in clients]], sort_keys=True)
        key = f"{self.get_cache_key(path)}_{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
        if may_read:
            try:
                return Fleet(**self._cache[key])
            except KeyError:
                pass  # nothing there yet, or too old
        fleet = list_fleet(clients, wish)
        self._cache[key] = vars(fleet)
        return fleet

    def _add(self, name, gateway, prefix):
        host = self.inventory.add_host(unsafe(name))
        for key, value in gateway.items():
            self.inventory.set_variable(host, f"{prefix}{key}", unsafe(value))
        if gateway.get("internet_ip"):
            self.inventory.set_variable(host, "ansible_host", unsafe(gateway["internet_ip"]))
        self._construct(host)

    def _construct(self, host):
        """Variables before groups, which may look at them."""
        compose, groups, keyed_groups = (self.get_option(name) for name in ("compose", "groups", "keyed_groups"))
        strict = self.get_option("strict")
        if compose:
            self._set_composite_vars(compose, self._variables(host), host, strict=strict)
        if groups or keyed_groups:
            # Read once: with fetch_hostvars Ansible would do it again for each key.
            variables = self._variables(host)
            self._add_host_to_composed_groups(groups, variables, host, strict=strict, fetch_hostvars=False)
            self._add_host_to_keyed_groups(keyed_groups, variables, host, strict=strict, fetch_hostvars=False)

    def _variables(self, host):
        return self.inventory.get_host(host).get_vars()
