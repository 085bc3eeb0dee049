"""The curve BLS12-381, as far as checking a drand signature asks for it: points, pairing, a message as a point.

Sources: draft-irtf-cfrg-pairing-friendly-curves (parameters, encoding of points), RFC 9380 (hashing to the curve).
A point is a pair of numbers (G1) or of pairs (G2, numbers a + b·u with u² = −1); None is the point at infinity.
It is slow and not constant in time: there is nothing secret to check.
"""

from hashlib import sha256

from worldday.draws.lottery.isogeny import X_DENOMINATOR, X_NUMERATOR, Y_DENOMINATOR, Y_NUMERATOR

PRIME = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
COFACTOR = 0xD201000000010001  # h_eff, RFC 9380 section 8.8.1
LOOP = bin(0xD201000000010000)[3:]  # bits of |x| after the first
FINAL = (PRIME**12 - 1) // ORDER
# The curve that the simplified map reaches (RFC 9380 section 8.8.1): y² = x³ + A·x + B, and Z.
SWU_A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
SWU_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
SWU_Z = 11

Pair = tuple[int, int]
PointG1 = tuple[int, int] | None
PointG2 = tuple[Pair, Pair]
Twelve = list[Pair]  # c0 + c1·w + … + c5·w⁵ with w⁶ = 1 + u


def point_g1(encoded: bytes) -> tuple[int, int]:
    """A point of the right subgroup out of its 48 bytes; raises ValueError for anything else, infinity included."""
    number = int.from_bytes(encoded, "big")
    flags, x = number >> 381, number % (1 << 381)
    if len(encoded) != 48 or flags not in (4, 5) or x >= PRIME:
        raise ValueError("no compressed point of G1")
    square = (x**3 + 4) % PRIME
    y = pow(square, (PRIME + 1) // 4, PRIME)
    if y * y % PRIME != square:
        raise ValueError("not on the curve")
    point = (x, y if (y > PRIME // 2) == (flags == 5) else PRIME - y)
    if times(point, ORDER) is not None:
        raise ValueError("not in the subgroup")
    return point


def point_g2(encoded: bytes) -> PointG2:
    """A point out of its 96 bytes, on the curve; for keys and generators that are known to be good."""
    flags = encoded[0] >> 5
    x = (int.from_bytes(encoded[48:], "big"), int.from_bytes(encoded[:48], "big") % (1 << 381))
    y = _root(_plus(_mul(_mul(x, x), x), (4, 4)))
    larger = (y[1] or y[0]) > PRIME // 2
    return x, y if larger == (flags == 5) else (-y[0] % PRIME, -y[1] % PRIME)


def add(one: PointG1, other: PointG1, a: int = 0) -> PointG1:
    """The sum on y² = x³ + a·x + b, whatever b is."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 != x2:
        slope = (y2 - y1) * pow(x2 - x1, -1, PRIME) % PRIME
    elif (y1 + y2) % PRIME:
        slope = (3 * x1 * x1 + a) * pow(2 * y1, -1, PRIME) % PRIME
    else:
        return None
    x = (slope * slope - x1 - x2) % PRIME
    return x, (slope * (x1 - x) - y1) % PRIME


def times(point: PointG1, factor: int) -> PointG1:
    result: PointG1 = None
    for bit in f"{factor:b}":
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def hashed_to_g1(message: bytes, domain: bytes) -> PointG1:
    """The message as a point: suite BLS12381G1_XMD:SHA-256_SSWU_RO_ (RFC 9380 section 8.8.1)."""
    even = _expanded(message, domain, 128)
    first, second = (int.from_bytes(part, "big") % PRIME for part in (even[:64], even[64:]))
    return times(_by_isogeny(add(_mapped(first), _mapped(second), SWU_A)), COFACTOR)


def _expanded(message: bytes, domain: bytes, length: int) -> bytes:
    """expand_message_xmd with SHA-256 (RFC 9380 section 5.3.1)."""
    tail = domain + bytes([len(domain)])
    first = sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + tail).digest()
    blocks = [sha256(first + b"\1" + tail).digest()]
    for number in range(2, length // 32 + 1):
        mixed = bytes(x ^ y for x, y in zip(first, blocks[-1], strict=True))
        blocks.append(sha256(mixed + bytes([number]) + tail).digest())
    return b"".join(blocks)


def _mapped(u: int) -> PointG1:
    """The simplified Shallue–van de Woestijne–Ulas map (RFC 9380 section 6.6.2)."""
    zu = SWU_Z * u * u % PRIME
    part = (zu * zu + zu) % PRIME
    x = -SWU_B * pow(SWU_A, -1, PRIME) * (1 + pow(part, -1, PRIME)) if part else SWU_B * pow(SWU_Z * SWU_A, -1, PRIME)
    for candidate in (x % PRIME, zu * x % PRIME):
        square = (candidate**3 + SWU_A * candidate + SWU_B) % PRIME
        y = pow(square, (PRIME + 1) // 4, PRIME)
        if y * y % PRIME == square:
            break
    return candidate, y if y % 2 == u % 2 else PRIME - y


def _by_isogeny(point: PointG1) -> PointG1:
    """From the curve of the map to BLS12-381 (RFC 9380 appendix E.2)."""
    if point is None:
        return None
    x, y = point
    over, under, y_over, y_under = (
        _value(list_, x) for list_ in (X_NUMERATOR, X_DENOMINATOR, Y_NUMERATOR, Y_DENOMINATOR)
    )
    return over * pow(under, -1, PRIME) % PRIME, y * y_over * pow(y_under, -1, PRIME) % PRIME


def _value(coefficients: tuple[int, ...], x: int) -> int:
    result = 0
    for coefficient in reversed(coefficients):
        result = (result * x + coefficient) % PRIME
    return result


def paired_alike(pairs: list[tuple[PointG1, PointG2]]) -> bool:
    """Whether the product of the pairings of all pairs is one."""
    product = [(1, 0), *[(0, 0)] * 5]
    for one, other in pairs:
        product = _mul12(product, _miller(one, other))
    result: Twelve = [(1, 0), *[(0, 0)] * 5]
    for bit in f"{FINAL:b}":
        result = _mul12(result, result)
        if bit == "1":
            result = _mul12(result, product)
    return result == [(1, 0), *[(0, 0)] * 5]


def _miller(one: PointG1, other: PointG2) -> Twelve:
    """Miller's loop. The sign of x is left out: it inverts every pairing alike, and so not whether their product is one."""
    result: Twelve = [(1, 0), *[(0, 0)] * 5]
    if one is None:
        return result
    at = other
    for bit in LOOP:
        line, at = _line(at, at, one)
        result = _mul12(_mul12(result, result), line)
        if bit == "1":
            line, at = _line(at, other, one)
            result = _mul12(result, line)
    return result


def _line(first: PointG2, second: PointG2, at: tuple[int, int]) -> tuple[Twelve, PointG2]:
    """The line through two points of the twist at a point of G1, times w³ (which the last power takes away), and their sum."""
    (x1, y1), (x2, y2) = first, second
    if first == second:
        slope = _mul(_mul((3, 0), _mul(x1, x1)), _inverse(_plus(y1, y1)))
    else:
        slope = _mul(_minus(y2, y1), _inverse(_minus(x2, x1)))
    x = _minus(_minus(_mul(slope, slope), x1), x2)
    total = x, _minus(_mul(slope, _minus(x1, x)), y1)
    free = _minus(_mul(slope, x1), y1)
    square = (-slope[0] * at[0] % PRIME, -slope[1] * at[0] % PRIME)
    return [free, (0, 0), square, (at[1], 0), (0, 0), (0, 0)], total


def _mul12(one: Twelve, other: Twelve) -> Twelve:
    real, imaginary = [0] * 11, [0] * 11
    for i, (a, b) in enumerate(one):
        if a or b:
            for j, (c, d) in enumerate(other, start=i):
                real[j] += a * c - b * d
                imaginary[j] += a * d + b * c
    for j in range(5):  # w⁶ = 1 + u
        real[j] += real[j + 6] - imaginary[j + 6]
        imaginary[j] += real[j + 6] + imaginary[j + 6]
    return [(real[j] % PRIME, imaginary[j] % PRIME) for j in range(6)]


def _mul(one: Pair, other: Pair) -> Pair:
    (a, b), (c, d) = one, other
    return (a * c - b * d) % PRIME, (a * d + b * c) % PRIME


def _plus(one: Pair, other: Pair) -> Pair:
    return (one[0] + other[0]) % PRIME, (one[1] + other[1]) % PRIME


def _minus(one: Pair, other: Pair) -> Pair:
    return (one[0] - other[0]) % PRIME, (one[1] - other[1]) % PRIME


def _inverse(one: Pair) -> Pair:
    norm = pow(one[0] * one[0] + one[1] * one[1], -1, PRIME)
    return one[0] * norm % PRIME, -one[1] * norm % PRIME


def _root(square: Pair) -> Pair:
    """A square root of a + b·u by way of its norm; raises ValueError when there is none."""
    a, b = square
    norm = pow(a * a + b * b, (PRIME + 1) // 4, PRIME)
    for sign in (norm, -norm):
        real = pow((a + sign) * pow(2, -1, PRIME) % PRIME, (PRIME + 1) // 4, PRIME)
        if real:
            root = real, b * pow(2 * real, -1, PRIME) % PRIME
            if _mul(root, root) == square:
                return root
    raise ValueError("not on the curve")
