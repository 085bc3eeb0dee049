"""Which pictures look alike: the 64-bit difference hash, equal under scaling, recompression and small changes of light."""

from PIL import Image

SIDE = 8
CLOSE = 6
"""Of 64 bits; two pictures that differ in at most so many are shown as perhaps the same."""


def likeness_of(picture: Image.Image) -> str:
    """Sixteen hexadecimal digits: one bit for each pixel of a 9 × 8 miniature, whether it is brighter than its right neighbour."""
    small = picture.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(SIDE):
        for column in range(SIDE):
            at = row * (SIDE + 1) + column
            bits = bits << 1 | (small[at] > small[at + 1])
    return f"{bits:016x}"


def distance(one: str, other: str) -> int:
    """In how many of 64 bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def says_nothing(hash_: str) -> bool:
    """A plain sky, a blank page: nearly every bit alike, so likeness to another one means nothing."""
    return not CLOSE < int(hash_, 16).bit_count() < SIDE * SIDE - CLOSE
