# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of strongSwan's daemon without ESP in the kernel, for the cloud's end of a tunnel and the peer's."""

from __future__ import annotations

CHARON = "/usr/lib/ipsec/charon"
# With kernel-libipsec the daemon does ESP itself: in userland, through a TUN device, inside UDP.
# It gives up on a silent peer after about 8 s instead of 165, so that a broken tunnel shows soon.
_SETTINGS = """\
charon {{
    load = random nonce aes des md5 sha1 sha2 hmac kdf gmp openssl pem pkcs1 x509 revocation constraints pubkey \
socket-default kernel-libipsec kernel-netlink updown vici drbg
    retransmit_timeout = 0.8
    retransmit_tries = 2
    i_dont_care_about_security_and_use_aggressive_mode_psk = yes
    plugins {{
        vici {{
            socket = unix://{socket}
        }}
    }}
    filelog {{
        stderr {{
            default = 1
        }}
    }}
}}
"""


def settings(socket: object) -> str:
    """The text of strongswan.conf; ``socket`` is the socket of vici."""
    return _SETTINGS.format(socket=socket)
