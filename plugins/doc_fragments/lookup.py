# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # Lookups that list a resource.
    DOCUMENTATION = r"""
options:
  on_missing:
    description:
      - What to do about a term that nothing has as its ID or name.
      - With V(error) the lookup fails. With V(warn) the term is left out with a warning, with V(skip) without one.
    type: str
    choices: [error, warn, skip]
    default: error
notes:
  - Names need not be unique. A term that is a name returns all that have the name. Check for the number of results, or
    use the ID, where exactly one is meant.
  - C(query) returns a list always. C(lookup) returns a single result as itself and several as a list.
  - Options can be set for all lookups by variables, such as C(alicloud_vpn_region).
"""
