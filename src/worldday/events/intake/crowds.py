"""How fast places are given to one network: a school behind one address gets all it asks for at once, a flood a trickle.

A bucket per address (of IPv6 the network that one subscriber has). It holds `burst` and fills by `per_second`; whoever finds it
empty is told to come back in a second, and the page does so by itself. Nobody is shut out, and what gave no place, or was only
said again, costs nothing. Each process counts for itself; nothing about a network is stored.
"""

from collections.abc import Iterable
from functools import lru_cache

from worldday.events.slowing import network_of

MOST = 100_000  # networks remembered; the one that came first is forgotten first, and begins anew
Headers = Iterable[tuple[bytes, bytes]]
Client = tuple[str, int] | None


class Crowds:
    """`proxies`: how many of our own stand in front, each appending to X-Forwarded-For (see base/address.py)."""

    def __init__(self, proxies: int, burst: int, per_second: float, most: int = MOST) -> None:
        self.proxies, self.burst, self.per_second, self.most = proxies, burst, per_second, most
        self._left: dict[str, tuple[float, int]] = {}  # network → (what is in the bucket, as of when)

    def network(self, headers: Headers, client: Client) -> str:
        """Where this request comes from; "" when nobody knows, and all of those are one crowd."""
        address = client[0] if client else ""
        if self.proxies:
            told = b",".join(value for name, value in headers if name == b"x-forwarded-for").split(b",")
            if self.proxies <= len(told) and told[-self.proxies]:
                address = told[-self.proxies].strip().decode("latin-1")
        return _network_of(address)

    def admits(self, network: str, now_ms: int) -> bool:
        """Whether one more may pass now; it is counted."""
        left, as_of = self._left.get(network, (float(self.burst), now_ms))
        left = min(self.burst, left + max(now_ms - as_of, 0) / 1000 * self.per_second)
        if left < 1:
            return False
        if len(self._left) >= self.most and network not in self._left:
            self._left.pop(next(iter(self._left)))
        self._left[network] = left - 1, now_ms
        return True

    def give_back(self, network: str) -> None:
        """It took no place after all."""
        if network in self._left:
            left, as_of = self._left[network]
            self._left[network] = left + 1, as_of


_network_of = lru_cache(maxsize=20_000)(network_of)
