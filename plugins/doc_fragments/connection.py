# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  access_key_id:
    description:
      - The access key to sign with.
      - If neither this nor O(profile) is set, the first non-empty one of the environment variables
        E(ALIBABA_CLOUD_ACCESS_KEY_ID), E(ALICLOUD_ACCESS_KEY) and E(ALIBABACLOUD_ACCESS_KEY_ID) is used. After the
        environment comes the current profile of the Alibaba Cloud CLI.
    type: str
    aliases: [access_key, alicloud_access_key]
  access_key_secret:
    description:
      - The secret that belongs to O(access_key_id).
      - Taken from E(ALIBABA_CLOUD_ACCESS_KEY_SECRET), E(ALICLOUD_SECRET_KEY) or E(ALIBABACLOUD_ACCESS_KEY_SECRET)
        when no key is given in the options. Keep it out of playbooks - use the environment, a profile or Ansible Vault.
    type: str
    aliases: [secret_key, alicloud_secret_key]
  security_token:
    description:
      - The token of temporary (STS) credentials, together with O(access_key_id) and O(access_key_secret).
      - Taken from E(ALIBABA_CLOUD_SECURITY_TOKEN), E(ALICLOUD_SECURITY_TOKEN) or E(ALIBABACLOUD_SECURITY_TOKEN) when no
        key is given in the options.
    type: str
    aliases: [alicloud_security_token]
  profile:
    description:
      - A profile of the Alibaba Cloud CLI, from C(~/.aliyun/config.json) or the file that
        E(ALIBABA_CLOUD_CREDENTIALS_FILE) or E(ALICLOUD_SHARED_CREDENTIALS_FILE) names. The modes C(AK) and C(StsToken)
        can be used.
      - It goes before the environment. The variables E(ALIBABA_CLOUD_PROFILE) and E(ALICLOUD_PROFILE) name a profile
        too, and come after keys in the environment.
    type: str
  region:
    description:
      - The region, for example V(cn-hangzhou).
      - Taken from E(ALIBABA_CLOUD_REGION_ID), E(ALIBABA_CLOUD_REGION) or E(ALICLOUD_REGION), then from the profile,
        when not set. There is no default.
    type: str
    aliases: [region_id, alicloud_region]
  endpoint:
    description:
      - The host to call, for example V(vpc.cn-hangzhou.aliyuncs.com); it follows from O(region) when not set here or in
        E(ALIBABA_CLOUD_ENDPOINT_VPC) or E(VPC_ENDPOINT).
      - HTTPS is used, unless the endpoint begins with C(http://).
    type: str
  validate_certs:
    description: Whether the endpoint's certificate is checked.
    type: bool
    default: true
  ca_path:
    description: A file or a directory of certificates to trust instead of the built-in ones.
    type: path
  timeout:
    description: Seconds to wait for a connection, and for each answer.
    type: int
    default: 30
  retry_timeout:
    description:
      - Seconds over which a call is tried again after network faults, server errors and throttling.
      - A write keeps its client token over all tries, so that a lost answer never makes a second resource.
    type: int
    default: 30
requirements:
  - requests
notes:
  - An environment variable that is set but empty counts as not set.
  - The connection options can be given once for all modules, with C(module_defaults) and the action group
    C(alicloud.vpn.all).
"""

    # For plugins, on top of the above: what a playbook or inventory can set once for all lookups. No env entries: the
    # client reads the environment itself, after a profile named in an option.
    PLUGINS = r"""
options:
  access_key_id:
    vars:
      - name: alicloud_vpn_access_key_id
  access_key_secret:
    vars:
      - name: alicloud_vpn_access_key_secret
  security_token:
    vars:
      - name: alicloud_vpn_security_token
  profile:
    vars:
      - name: alicloud_vpn_profile
  region:
    vars:
      - name: alicloud_vpn_region
  endpoint:
    vars:
      - name: alicloud_vpn_endpoint
  validate_certs:
    vars:
      - name: alicloud_vpn_validate_certs
  ca_path:
    vars:
      - name: alicloud_vpn_ca_path
  timeout:
    vars:
      - name: alicloud_vpn_timeout
  retry_timeout:
    vars:
      - name: alicloud_vpn_retry_timeout
"""
