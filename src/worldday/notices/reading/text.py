"""One text, two views: as printed, and normalised letter by letter.

Normalising never changes the length, so a place in the normalised text is the same
place in the printed one and every span holds for both. Rules match the normalised
text; values are taken from the printed text.
"""

import re
import unicodedata
from typing import NamedTuple, cast

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LIKE = {
    "（": "(﹙⦅", "）": ")﹚⦆", "：": ":﹕∶︰", "；": ";﹔", "，": ",﹐", "！": "!", "？": "?",
    "〔": "[［【﹝〖", "〕": "]］】﹞〗", "—": "–－―‐‑‒−─━﹣﹘", "~": "～〜∼﹏", ".": "．﹒",
    "“": "「『＂〝", "”": "」』〞", "‘": "", "’": "＇", "《": "〈＜", "》": "〉＞",
    "@": "＠﹫", "〇": "○◯", "·": "•∙・‧⋅",
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    # Text drawn from PDF often carries Kangxi radicals (⽇) in place of characters (日).
    for code in [*range(0x2E80, 0x2E9A), *range(0x2F00, 0x2FD6)]:
        table[code] = unicodedata.normalize("NFKC", chr(code))
    for kept, others in _LIKE.items():
        table.update(dict.fromkeys(map(ord, others), kept))
        if ord(kept) >= 0xFF01:
            table[ord(kept)] = kept
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(dict.fromkeys(map(ord, _BREAKS), "\n"))
    return {code: letter for code, letter in table.items() if len(letter) == 1}


_TABLE = _table()
_BOOKMARK = re.compile(r"[\[〔]bookmark[:：][^\]〕\n]{0,40}[\]〕]")
_NEXT_TO_CJK = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])")
_PRINTED = re.compile(r"[^\n]")
_RUN = re.compile(r"[ \t]*\n[ \t\n]*")
_VARIANT = str.maketrans(
    {
        code: chr(code - 0xFEE0)
        for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF20]
    }
)


# Any Chinese letter, as rules write it; a range of that size costs Python's compiler a table of 64 kB each time it is
# named, and rules name it two hundred times. The cheap class means the same wherever rules use it.
_HAN, _CHEAP = "[一-龥]", r"[^\W\dA-Za-z_]"


class _Later:
    """A pattern compiled when it is first used: one notice needs two thirds of the grammar, and compiling is most of a
    short command's time. On first use it takes over the compiled pattern's own methods, so that later calls cost nothing.
    """

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def rule(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern of the grammar, used like a compiled one."""
    return cast("re.Pattern[str]", _Later(pattern.replace(_HAN, _CHEAP), flags))


class Found(NamedTuple):
    """A value and where it stands."""

    value: str
    start: int
    end: int


def normalise(raw: str) -> str:
    """The text with one form per letter, of exactly the same length."""
    text = raw.replace("\r\n", " \n").replace("\r", "\n").translate(_TABLE)
    return _BOOKMARK.sub(lambda hit: " " * len(hit.group()), text)


def empty(words: str) -> str:
    """As many spaces, line breaks kept: what takes the place of words that are not to be read."""
    return _PRINTED.sub(" ", words)


def strip(text: str, start: int, end: int, extra: str = "") -> tuple[int, int]:
    """The span without white space (and ``extra`` letters) at its ends."""
    cut = " \t\n\r" + extra
    while start < end and text[start] in cut:
        start += 1
    while end > start and text[end - 1] in cut:
        end -= 1
    return start, end


def one_line(raw: str, start: int, end: int) -> str:
    """The printed words in one line: breaks between Chinese letters vanish, others become a space."""
    joined = _RUN.sub("\n", _BOOKMARK.sub("", raw[start:end]).replace("\r", "")).strip()
    joined = _NEXT_TO_CJK.sub("", joined).replace("\n", " ")
    return joined.translate(_VARIANT)


def many_lines(raw: str, start: int, end: int) -> str:
    """The printed words with their line breaks, each line trimmed, empty lines dropped."""
    lines = (line.strip(" \t\u3000\u00a0") for line in _BOOKMARK.sub("", raw[start:end]).replace("\r", "").split("\n"))
    return "\n".join(line for line in lines if line)


def found(raw: str, start: int, end: int, extra: str = "") -> Found:
    """A one-line value with its trimmed span."""
    start, end = strip(raw, start, end, extra + "\u3000\u00a0\ufeff\u200b")
    return Found(one_line(raw, start, end), start, end)


def bare(words: str) -> str:
    """Only the letters that carry meaning: for comparing two spellings of one thing."""
    return _PUNCTUATION.sub("", normalise(words)).lower()


_PUNCTUATION = re.compile(r"[\s“”\"'‘’《》（）〔〕、，。.；：！？!\-—~·_]")
