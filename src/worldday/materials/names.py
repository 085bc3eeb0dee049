"""File names of strangers: any script is welcome, tricks are not."""

import re
import unicodedata

LONGEST = 120
_WITHOUT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_DOTS = re.compile(r"^[.\s]+|[.\s]+$")


def clean(name: str, suffix: str, *, otherwise: str = "file") -> str:
    """A name for people and for downloads: no path, no control or direction marks, at most `LONGEST` characters, and ending in
    `suffix`, which is what the content is, whatever the name said. `otherwise` when nothing is left."""
    stem = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    stem = "".join(
        sign for sign in stem if unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn") and not _turns(sign)
    )
    stem = _DOTS.sub("", _WITHOUT.sub("_", stem))
    stem = _DOTS.sub("", _without_suffix(stem))
    stem = stem[: LONGEST - len(suffix)].rstrip("\u200d\ufe0f ") or otherwise
    return f"{stem}{suffix}"


def _turns(sign: str) -> bool:
    """Signs that turn or hide what follows: direction overrides (gpj.exe), zero-width spaces, byte order marks."""
    return (
        sign in "\u200b\u200c\u200e\u200f\u2060\ufeff\u061c"
        or "\u202a" <= sign <= "\u202e"
        or "\u2066" <= sign <= "\u2069"
    )


def _without_suffix(name: str) -> str:
    """Without an ending that looks like one of a file: at most five letters or digits."""
    stem, dot, end = name.rpartition(".")
    return stem if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,5}", end) else name
