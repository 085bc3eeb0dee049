"""Whether a signature is that of a drand network: its key, the round it signs, the equation that only its members can fulfil.

Scheme bls-unchained-g1-rfc9380 (docs.drand.love, cryptography): signatures in G1, the key in G2, the message is the SHA-256 of
the round's number in 8 bytes.
"""

from functools import lru_cache
from hashlib import sha256

from worldday.draws.lottery.curve import PRIME, hashed_to_g1, paired_alike, point_g1, point_g2

DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
GENERATOR = (
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
)
# Public keys by chain. The default network also signs the round before, which a record does not hold: it is not among them.
KEYS = {
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    )
}


@lru_cache(maxsize=64)
def signature_fits(network: str, number: int, signature: str) -> bool | None:
    """Whether the network's members signed round `number` so; None for a network whose key is not known here.

    About half a second: e(signature, −g) · e(H(round), key) = 1, and the signature is a point of the right subgroup.
    """
    if network not in KEYS:
        return None
    try:
        signed = point_g1(bytes.fromhex(signature))
    except ValueError:
        return False
    message = hashed_to_g1(sha256(number.to_bytes(8, "big")).digest(), DOMAIN)
    mirrored = (signed[0], PRIME - signed[1])
    generator, key = (point_g2(bytes.fromhex(text)) for text in (GENERATOR, KEYS[network]))
    return paired_alike([(mirrored, generator), (message, key)])
