"""Names of files in a package: any script, and nothing that Windows, a shell or a manifest trips over. Pure.

Reserved signs and device names: Microsoft, "Naming Files, Paths, and Namespaces". Manifests write %, CR and LF specially
(RFC 8493, 2.1.3), so names hold none of them.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 48
MOST_BYTES = 150  # most file systems take 255 bytes a name; a Chinese character is three
_RESERVED = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f-\x9f]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # controls, direction marks, halves, what no font draws


def segment(said: str, *, otherwise: str = "file", suffix: str = "") -> str:
    """One folder or file name made of `said`, ending in `suffix`; `otherwise` when nothing of it can be kept."""
    name = unicodedata.normalize("NFC", _RESERVED.sub("_", said))
    name = "".join(sign for sign in name if unicodedata.category(sign) not in _HIDDEN)
    name = _shortened(" ".join(name.split()).strip(". "), LONGEST - len(suffix)).strip(". ") or otherwise
    if _DEVICE.fullmatch(name):
        name = f"_{name}"
    return f"{name}{suffix}"


def suffix_of(name: str) -> str:
    """The ending of a file name, in small letters: .docx; "" where there is none that looks like one."""
    found = re.search(r"\.[A-Za-z0-9]{1,5}$", name)
    return found[0].lower() if found else ""


def stem_of(name: str) -> str:
    """The name without that ending."""
    ending = suffix_of(name)
    return name[: -len(ending)] if ending else name


def _shortened(name: str, signs: int) -> str:
    """At most so many characters and `MOST_BYTES` bytes, cut between characters and never before a combining mark."""
    kept = name[:signs]
    while len(kept.encode()) > MOST_BYTES:
        kept = kept[:-1]
    rest = name[len(kept) :]
    while rest and kept and unicodedata.combining(rest[0]):
        kept, rest = kept[:-1], kept[-1] + rest
    return kept
