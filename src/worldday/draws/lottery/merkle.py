"""The hash tree of RFC 6962, section 2.1: one short root stands for the whole list.

Leaves and nodes are hashed with different first bytes, so that no node can be passed off as a leaf.
"""

from collections.abc import Iterable
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"
WIDTH = 32  # bytes of a SHA-256


def leaf_hash(data: bytes) -> bytes:
    """MTH({d}) of RFC 6962: SHA-256(0x00 ‖ data)."""
    return sha256(LEAF + data).digest()


class Tree:
    """The tree over leaf hashes in their order; levels are kept as joined hashes, the leaves first."""

    def __init__(self, leaves: Iterable[bytes]):
        self.levels = [b"".join(leaves)]
        while len(self.levels[-1]) > WIDTH:
            self.levels.append(_level_above(self.levels[-1]))

    @property
    def size(self) -> int:
        """How many leaves."""
        return len(self.levels[0]) // WIDTH

    @property
    def root(self) -> bytes:
        """MTH(D[n]); for no leaf at all SHA-256 of nothing."""
        return self.levels[-1] or sha256(b"").digest()

    def proof(self, index: int) -> list[bytes]:
        """PATH(index, D[n]) of RFC 6962: the sisters from the leaf (counted from 0) up to the root."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        path = []
        for level in self.levels[:-1]:
            sister = level[(index ^ 1) * WIDTH : ((index ^ 1) + 1) * WIDTH]
            path += [sister] if sister else []
            index >>= 1
        return path


def _level_above(level: bytes) -> bytes:
    # A last hash without a sister moves up unchanged: the same tree as RFC 6962's split at a power of two.
    paired = len(level) - len(level) % (2 * WIDTH)
    pairs = (sha256(NODE + level[at : at + 2 * WIDTH]).digest() for at in range(0, paired, 2 * WIDTH))
    return b"".join(pairs) + level[paired:]


def root_from_proof(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root a proof leads to (RFC 9162, section 2.1.3.2), or None when it cannot belong to such a tree."""
    if not 0 <= index < size:
        return None
    here, last, reached = index, size - 1, leaf
    for sister in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            reached = sha256(NODE + sister + reached).digest()
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            reached = sha256(NODE + reached + sister).digest()
        here, last = here >> 1, last >> 1
    return reached if last == 0 else None
