"""How many bookings came from one network lately, so that a flood answers a small question first. Pure.

A school, an office or a carrier stands behind one address: nobody is shut out, from `BUSY` bookings in `SPAN_S` on a person shows to
be one (people.riddles). Each process counts for itself and forgets by itself; nothing about a network is stored.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import ip_address, ip_network

BUSY, SPAN_S = 30, 600
NETWORKS = 20_000  # as many are remembered; the one unseen for longest goes first
IPV4_PREFIX, IPV6_PREFIX = 32, 64


class Recent:
    """Bookings of the last `span_s` seconds by network, or by what `of` makes of what is counted."""

    def __init__(self, busy: int = BUSY, span_s: float = SPAN_S, of: Callable[[str | None], str] | None = None) -> None:
        self.busy, self.span_s, self._of = busy, span_s, of or network_of
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, address: str | None, now: float) -> None:
        """One more from this address at `now` (seconds of any clock that only goes forward)."""
        network = self._of(address)
        times = self._seen.setdefault(network, deque(maxlen=self.busy))
        times.append(now)
        self._seen.move_to_end(network)
        if len(self._seen) > NETWORKS:
            self._seen.popitem(last=False)

    def is_busy(self, address: str | None, now: float) -> bool:
        """Whether `busy` of them fell into the last `span_s` seconds; an address nobody knows is like any other."""
        times = self._seen.get(self._of(address))
        return times is not None and len(times) == self.busy and now - times[0] < self.span_s


def network_of(address: str | None) -> str:
    """The address itself, or of IPv6 the network that one subscriber has."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return ""
    length = IPV4_PREFIX if parsed.version == 4 else IPV6_PREFIX
    return str(ip_network((parsed, length), strict=False))
