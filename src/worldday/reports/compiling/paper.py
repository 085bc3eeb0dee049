"""The page of GB/T 9704-2012 in numbers (clauses 5.2, 7.3, 7.5). Pure; lengths in points unless a name says otherwise.

A page holds 22 lines of 28 characters (5.2.3). 225 mm / 22 gives a line pitch of at most 28.99 pt, so a fixed 29 pt would give
21 lines; 28 characters of 16 pt are 448 pt and the core is 442.2 pt wide, so each gives up a fifth of a point.
"""

from dataclasses import dataclass

TWIPS = 20  # twentieths of a point, as OOXML measures
MM = 72 / 25.4


@dataclass(frozen=True)
class Paper:
    """A4 with 天头 37 mm and 订口 28 mm; the core is 156 × 225 mm."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    left_mm: float = 28
    right_mm: float = 26
    bottom_mm: float = 35

    @property
    def core_width(self) -> float:
        return (self.width_mm - self.left_mm - self.right_mm) * MM


PAPER = Paper()
LINES, CHARACTERS = 22, 28
LINE_PITCH_TWIPS = 579  # 28.95 pt: the largest of which 22 fit
# 4096ths of a point, as w:docGrid counts: −0.2073 pt; at −848 the 28th character is too wide by a hair
CHAR_SPACE = -849
TRACKING = CHAR_SPACE / 4096
SPACING_TWIPS = -5  # the same for programs without a character grid: −4 would leave 28 characters 0.2 pt too wide
LINE_PITCH = LINE_PITCH_TWIPS / TWIPS
PAGE_TWIPS = (11906, 16838)
MARGIN_TWIPS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588}
FOOTER_TWIPS = 1304  # about 23 mm from the edge: the dash stands 7 mm below the core

TITLE, BODY, SMALL, TABLE, NOTE = 22.0, 16.0, 14.0, 10.5, 9.0  # 2号, 3号, 4号, 五号, 小五


@dataclass(frozen=True)
class Face:
    """A typeface by the name GB/T 9704 asks for, and what may stand in for it, best first. None of them is shipped."""

    name: str
    others: tuple[str, ...]

    @property
    def family(self) -> tuple[str, ...]:
        return (self.name, *self.others)


XIAOBIAOSONG = Face("方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong"))
FANGSONG = Face("仿宋_GB2312", ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "华文仿宋", "方正仿宋简体"))
KAITI = Face("楷体_GB2312", ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "华文楷体", "方正楷体简体"))
HEITI = Face("黑体", ("SimHei", "STHeiti", "方正黑体简体"))
SONGTI = Face("宋体", ("SimSun", "NSimSun", "STSong", "华文宋体"))
LATIN = "Times New Roman"
FACES = (XIAOBIAOSONG, HEITI, KAITI, FANGSONG, SONGTI)
SPARE = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC")  # the last one is what ui/fonts brings


def twips(points: float) -> int:
    return round(points * TWIPS)
