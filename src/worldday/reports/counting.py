"""How long a text is, in 字: the count of Word's 字数 (docs/decisions/0401-what-counts-as-a-character.md). Pure.

Each CJK character and each full-width mark counts one; each unbroken run of letters, digits and half-width marks counts one;
blanks and line breaks count nothing. `static/desk/writing-count.js` says the same for the live count, and
`tests/reports/counting_cases.json` holds both to it.
"""

import re

_BLANK = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Counted one by one: what East Asian fonts draw. Hangul is not here: Word counts Korean by words.
_ONE = (
    "\xa1\xa4\xa7\xa8\xaf\xb0\xb1\xb4\xb6-\xb8\xbf\xd7\xf7"  # § ° ± · × ÷ …
    "\u2012-\u2027\u2030-\u205e"  # dashes, quotation marks, ellipsis, per mille
    "\u2100-\u2bff"  # ℃ № Ⅳ → ≥ ① ■ ★
    "\u2e80-\u2fff\u3001-\u3098\u309b-\u312f\u3190-\ua4cf"  # radicals, full-width marks, kana, bopomofo, ideographs, Yi
    "\ue000-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6"  # rare names, vertical and full-width forms
    "\U00016fe0-\U00018dff\U0001b000-\U0001b2ff\U0001f000-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003fffd"
)
_JOINER = "\u200d"
# Seen through: control and direction marks, combining marks, variants, skin tones; what a joiner adds to an emoji.
_SILENT = re.compile(
    f"{_JOINER}[\u2190-\u2bff\U0001f000-\U0001faff]?|(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]|"
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0300-\u036f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\u3099\u309a\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)
_RUN = f"[^{_BLANK}{_ONE}]+"
_COUNTED = re.compile(f"{_RUN}(?:’{_RUN})*|[{_ONE}]")  # don’t is one word, with either apostrophe


def count(text: str) -> int:
    """字 in `text`, as Word counts 字数."""
    return len(_COUNTED.findall(_SILENT.sub("", text)))
