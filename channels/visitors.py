"""Who comes to the web channel: an address, and a mark of it from which the address cannot be found."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from typing import Mapping, Optional, Union

MARK_DIGITS = 16
BITS_OF_A_VISITOR = 64      # an IPv6 network of this size belongs to one household

Address = Union[ipaddress.IPv4Address, ipaddress.IPv6Address]


def address_of(peer: str, headers: Mapping[str, str]) -> str:
    """Who calls: the other end, or whom a proxy on a private address says it forwards for.

    A proxy appends the caller to `X-Forwarded-For`, so the last entry is the one that was not made up by the caller.
    """
    forwarded = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    peer_address = _parsed(peer)
    return forwarded if forwarded and peer_address is not None and peer_address.is_private else peer


class Marks:
    """Marks of addresses, good for as long as the server runs.

    The key is never stored, so what is kept of a mark leads back to no address.
    """

    def __init__(self) -> None:
        """Marks with a key of their own."""
        self._key = secrets.token_bytes(32)

    def of(self, address: str) -> str:
        """The mark of an address; empty when the address tells no visitor from another.

        A private address is this machine's, or a proxy's that does not say for whom it forwards: everybody would be
        the same visitor.
        """
        ip = _parsed(address)
        if ip is None or ip.is_private:
            return ""
        whose = str(ipaddress.ip_network((ip, BITS_OF_A_VISITOR), strict=False)) if ip.version == 6 else str(ip)
        return hmac.new(self._key, whose.encode("ascii"), hashlib.sha256).hexdigest()[:MARK_DIGITS]


def _parsed(address: str) -> Optional[Address]:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip
