"""Pictures of shipped questions, drawn here: flat, with the word 示例, never a photograph nor anybody's real label."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

from .pictures import BLUE, GREEN, INK, PAPER, SAND
from .pictures import font as face

SIZE = (900, 520)
Pen = ImageDraw.ImageDraw


def drawn(name: str) -> bytes:
    """A PNG of `SIZE`."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    DRAWINGS[name](pen)
    pen.text((SIZE[0] - 24, SIZE[1] - 30), "示例，由程序绘制", font=face(20), fill="#5b6b78", anchor="rm")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _say(pen: Pen, at: tuple[int, int], words: str, size: int = 30, fill: str = INK, *, anchor: str = "mm") -> None:
    pen.text(at, words, font=face(size), fill=fill, anchor=anchor)


def _table(pen: Pen) -> None:
    """A numbered table with its title above, one cell of which holds nothing."""
    _say(pen, (450, 40), "表1　示例零件的尺寸", 32)
    _say(pen, (775, 82), "单位为毫米", 24, anchor="rm")
    rows = (("零件", "长度", "宽度"), ("甲", "80", "25"), ("乙", "60", ""), ("丙", "—", "20"))
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            left, top = 130 + column * 215, 105 + at * 86
            pen.rectangle((left, top, left + 215, top + 86), fill="white" if at else "#dfe9ee", outline=INK, width=3)
            _say(pen, (left + 107, top + 43), words, 28)


def _outline(pen: Pen) -> None:
    """A table of contents in which one clause stands alone."""
    lines = ("4　要求", "　　4.1　外观", "　　4.2　尺寸", "5　试验条件", "　　5.1　温度", "6　检验规则")
    _say(pen, (450, 50), "目次（节选）", 32)
    for at, words in enumerate(lines):
        _say(pen, (220, 120 + at * 62), words, 30, anchor="lm")


def _flow(pen: Pen) -> None:
    """Who attests whom: two arrows between three boxes, their activities left to be named."""
    for left, words, colour in ((40, "认可机构", BLUE), (345, "认证机构", GREEN), (650, "企业的产品", SAND)):
        pen.rounded_rectangle((left, 190, left + 210, 320), 18, fill=colour)
        _say(pen, (left + 105, 255), words, 30, "white" if colour != SAND else INK)
    for left, words in ((250, "①"), (555, "②")):
        pen.line((left + 8, 255, left + 72, 255), fill=INK, width=8)
        pen.polygon([(left + 92, 255), (left + 66, 237), (left + 66, 273)], fill=INK)
        _say(pen, (left + 47, 205), words, 44)


def _label(pen: Pen) -> None:
    """A mock-up of a packet: a system certificate used as if it were one of the product."""
    pen.rounded_rectangle((200, 40, 700, 470), 26, fill="white", outline=INK, width=5)
    pen.rectangle((200, 90, 700, 170), fill=GREEN)
    _say(pen, (450, 130), "示例牌饼干", 42, "white")
    _say(pen, (450, 230), "本厂通过质量管理体系认证", 30)
    pen.rounded_rectangle((270, 280, 630, 350), 14, fill=SAND)
    _say(pen, (450, 315), "所以本产品是认证产品", 30)
    _say(pen, (450, 410), "净含量、配料、生产日期略", 24, "#5b6b78")


def _number(pen: Pen) -> None:
    """A standard's number taken apart."""
    for left, right, words, mark in ((90, 300, "GB/T", "①"), (330, 510, "1.1", "②"), (600, 820, "2020", "③")):
        pen.rounded_rectangle((left, 150, right, 270), 16, fill="white", outline=BLUE, width=5)
        middle = (left + right) // 2
        _say(pen, (middle, 210), words, 58)
        pen.line((middle, 275, middle, 330), fill=INK, width=5)
        _say(pen, (middle, 365), mark, 46)
    _say(pen, (555, 210), "—", 58)


DRAWINGS: dict[str, Callable[[Pen], None]] = {
    "table": _table,
    "outline": _outline,
    "flow": _flow,
    "label": _label,
    "number": _number,
}
