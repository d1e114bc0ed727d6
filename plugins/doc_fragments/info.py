# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  query:
    description:
      - A JMESPath expression that is applied to the list of results; its own result, a list, is returned in the place
        of the whole list.
      - Names are those of the result, for example V([?status=='active'].vpn_gateway_id). Needs the Python library
        C(jmespath).
    type: str
"""
