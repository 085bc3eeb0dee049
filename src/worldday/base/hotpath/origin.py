"""Where something came from, as digests that only show that two came from one place. Nothing else of it is kept."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from worldday.base.digests import number_of

CROSS_SITE = (b"sec-fetch-site", b"cross-site")
IPV4_PREFIX, IPV6_PREFIX = 24, 48
"""One office, school or street rather than one person: what a burst comes from."""
Headers = Iterable[tuple[bytes, bytes]]


class Origin:
    """`proxies`: how many of our own stand in front, each appending to X-Forwarded-For (see base/address.py)."""

    def __init__(self, secret: str, proxies: int) -> None:
        self.proxies = proxies
        self._address = lru_cache(maxsize=20_000)(lambda quiz, text: _address_digest(secret, quiz, text))
        self._agent = lru_cache(maxsize=5_000)(lambda quiz, text: number_of(secret, f"agent {quiz}", text))

    def digests(self, quiz: int, headers: Headers, client: tuple[str, int] | None) -> tuple[int, int]:
        """(network prefix, browser's name) as 63-bit digests of this quiz alone; 0 = unknown."""
        agent, forwarded = b"", b""
        for name, value in headers:
            if name == b"user-agent":
                agent = value
            elif name == b"x-forwarded-for":
                forwarded = forwarded + b"," + value if forwarded else value
        address = client[0] if client else ""
        if self.proxies:
            told = forwarded.decode("latin-1").split(",")
            address = told[-self.proxies].strip() if self.proxies <= len(told) else address
        return self._address(quiz, address), self._agent(quiz, agent.decode("latin-1")) if agent else 0


def is_from_elsewhere(headers: Headers) -> bool:
    """Whether the browser says that a page of another site made it send this; programs and old browsers say nothing."""
    return CROSS_SITE in headers


def _address_digest(secret: str, quiz: int, text: str) -> int:
    try:
        address = ip_address(text)
    except ValueError:
        return 0
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    length = IPV4_PREFIX if address.version == 4 else IPV6_PREFIX
    return number_of(secret, f"address {quiz}", str(ip_network((address, length), strict=False)))
