# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # Options of every module that manages a resource; the default of wait_timeout is the module's own.
    DOCUMENTATION = r"""
options:
  state:
    description: Whether the resource should exist. V(absent) needs only the options that identify it.
    type: str
    choices: [present, absent]
    default: present
  wait:
    description:
      - Whether to return only when the change is in force and reads back as asked.
      - Without it the task ends when the last call was accepted. What is still busy is waited for in any case before a
        call is made.
    type: bool
    default: true
requirements:
  - jmespath
"""

    # Where something about the resource is fixed when it is made.
    RECREATE = r"""
options:
  recreate:
    description:
      - What to do when an option differs that the service cannot change on an existing resource.
      - By default the task fails and names the option, its present and its wanted value.
      - With V(true) the resource is deleted and made anew, with a new id and with only the options of this task.
    type: bool
    default: false
"""

    TAGS = r"""
options:
  tags:
    description:
      - The tags the resource should have, as a dictionary. An empty dictionary removes all, together with
        O(purge_tags=true). Tags are left alone when this is not set.
      - Tags of the system (C(acs:), C(aliyun)) are never shown and never changed.
    type: dict
  purge_tags:
    description: Whether tags that O(tags) does not name are removed.
    type: bool
    default: true
"""

    SECRETS = r"""
options:
  include_secrets:
    description:
      - Whether the result shows secrets. They are masked by default.
      - Use C(no_log=true) on the task when setting it.
    type: bool
    default: false
"""
