"""How people's identities are written so that two spellings of one meet. Pure.

Nobody is stored: a person is a number, an identity is a digest, both keyed with the installation's secret (`base.digests`),
so that neither can be turned back and nobody without the secret can try all phone numbers.
"""

import hashlib
import re
import unicodedata

from worldday.base import digests

MOBILE = re.compile(r"1[3-9]\d{9}")  # mainland numbers: where a code can be sent
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")
LABEL_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LABEL_LENGTH = 6


class BadPhone(ValueError):
    """Not a mobile number of the mainland."""


def normal_phone(text: str) -> str:
    """`+86 138-0000 0000`, `００８６１３８…` and `13800000000` are one number. Raises `BadPhone`."""
    digits = re.sub(r"[\s()\-–—.·]", "", unicodedata.normalize("NFKC", text))
    number = _COUNTRY.sub("", digits)
    if not MOBILE.fullmatch(number):
        raise BadPhone(text)
    return number


def normal(kind: str, value: str) -> str:
    """The form under which two spellings of one identity meet."""
    return normal_phone(value) if kind == "phone" else value.strip()


def number_of(kind: str, value: str, secret: str) -> int:
    """The number of whoever has this identity, 63 bits. `kind` as in `people.models.IdentityKind`. Raises `BadPhone`."""
    return digests.number_of(secret, kind, normal(kind, value))


def digest_of(kind: str, value: str, secret: str) -> str:
    """What is remembered of an identity: 64 hexadecimal digits. Raises `BadPhone`."""
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"worldday digest").digest()
    return hashlib.blake2b(f"{kind}\0{normal(kind, value)}".encode(), key=key, digest_size=32).hexdigest()


def label_of(number: int, secret: str) -> str:
    """How a person is called in a ranking: six letters that only they recognise, because their own page shows them."""
    value, letters = digests.number_of(secret, "label", str(number)), []
    for _place in range(LABEL_LENGTH):
        value, at = divmod(value, len(LABEL_ALPHABET))
        letters.append(LABEL_ALPHABET[at])
    return "".join(letters)
