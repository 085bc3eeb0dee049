"""Identifiers that people meet in addresses and on paper."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/l/i, u: read aloud and typed from paper without error
CODE_LENGTH = 8  # 30⁸ ≈ 6.6·10¹¹ codes


def new_code() -> str:
    """A short random public code, such as `k7m2q9xd`; unique by the column's constraint, not by counting."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
