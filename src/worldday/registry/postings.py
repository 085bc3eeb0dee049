"""Which records of one block have a token, as bytes. Pure.

A block has 16,384 places. Few places are kept as sorted 16-bit numbers, many as one bit for each place: never more than 2 KB,
and meeting two of them is one operation on whole numbers.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence

PLACES = 16_384
FEW = 512  # places kept as numbers: less than 1 KB
BITS = PLACES // 8
_SWAP = sys.byteorder == "big"


def pack(places: Iterable[int]) -> bytes:
    """Sorted or not; each place once."""
    kept = sorted(set(places))
    if len(kept) > FEW:
        bits = bytearray(BITS)
        for place in kept:
            bits[place >> 3] |= 1 << (place & 7)
        return bytes(bits)
    return _bytes(kept)


def _bytes(places: Sequence[int]) -> bytes:
    numbers = array("H", places)
    if _SWAP:
        numbers.byteswap()
    return numbers.tobytes()


def unpack(kept: bytes) -> list[int]:
    """The places, ascending."""
    if len(kept) == BITS:
        return list(places_of(int.from_bytes(kept, "little")))
    numbers = array("H")
    numbers.frombytes(kept)
    if _SWAP:
        numbers.byteswap()
    return numbers.tolist()


def as_bits(kept: bytes) -> int:
    """A whole number whose bit n says whether place n has the token."""
    if len(kept) == BITS:
        return int.from_bytes(kept, "little")
    bits = bytearray(BITS)
    for place in unpack(kept):
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def places_of(bits: int) -> Iterator[int]:
    """The places of a whole number's bits, ascending."""
    for at, byte in enumerate(bits.to_bytes(BITS, "little")):
        if byte:
            yield from (at * 8 + bit for bit in range(8) if byte >> bit & 1)


def meet(postings: Sequence[bytes]) -> int:
    """The places that all of them have, as bits."""
    bits = as_bits(postings[0])
    for kept in postings[1:]:
        bits &= as_bits(kept)
        if not bits:
            break
    return bits


def changed(kept: bytes, *, add: Iterable[int] = (), remove: Iterable[int] = ()) -> bytes:
    """The same posting with some places more or less; empty bytes when none is left."""
    return pack((set(unpack(kept)) | set(add)) - set(remove))
