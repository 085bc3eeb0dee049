"""Bytes to text: byte-order marks, UTF-8, UTF-16, GB18030 (GB 18030-2022 contains GBK and GB2312)."""

import re

from worldday.notices.reading.errors import Unreadable

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ufeff\u200b\u2060\ufffd]")


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of ``data``; ``declared`` is a charset the file itself names, believed only if it fits.

    Unreadable ``not_this_format`` when the bytes are no text in any of our charsets.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    for name in (*_wide(data), "utf-8", *_usable(declared), "gb18030"):
        text = _strict(data, name)
        if text is not None:
            return text
    return _mostly(data)


def tidy(text: str) -> str:
    """Line ends become ``\\n``; invisible and control characters go."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text))


def refuse_binary(text: str) -> None:
    """Unreadable ``not_this_format`` for bytes which decode, but to no written language."""
    head = text[:20_000]
    strange = len(re.findall("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]", head))
    if strange > 5 + len(head) // 100:
        raise Unreadable("not_this_format")


def _wide(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: it holds zero bytes, as no other text does, and makes sense in one byte order."""
    head = data[:4096]
    if 0 not in head:
        return ()
    shares = {name: _sense(head.decode(name, "ignore")) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return (best,) if shares[best] > 0.9 else ()


def _sense(text: str) -> float:
    """Share of characters that are Chinese, full-width or printable ASCII."""
    return len(re.findall("[\t\r\n -~\u2010-\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]", text)) / max(1, len(text))


def _usable(declared: str | None) -> tuple[str, ...]:
    # GB2312 and GBK labels are routinely put on GB18030 text, which contains both.
    if not declared or declared.lower().replace("_", "-") in {"gb2312", "gbk", "gb18030", "utf-8", "utf8"}:
        return ()
    return (declared,)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except LookupError:
        return None
    except UnicodeDecodeError as error:
        # A text cut in the middle of its last character is still that text.
        if error.start >= len(data) - 3 and error.start > 0:
            return data[: error.start].decode(name)
        return None


def _mostly(data: bytes) -> str:
    """The better of two imperfect decodings, if it is nearly whole."""
    texts = [data.decode(name, "replace") for name in ("utf-8", "gb18030")]
    best = min(texts, key=lambda text: text.count("\ufffd"))
    if best.count("\ufffd") > 2 + len(best) // 200:
        raise Unreadable("not_this_format")
    return best
