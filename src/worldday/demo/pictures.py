"""Sample pictures, drawn here: flat shapes and the words 示例图片, so that nobody takes one for a photograph."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from worldday import ui
from worldday.base.audit import System
from worldday.campaigns.models import Task
from worldday.materials.actions import add_material, describe
from worldday.materials.actions.preparing import prepare
from worldday.materials.models import Material
from worldday.units.models import Staff

SIZE = (1200, 800)
INK, PAPER, BLUE, GREEN, SAND = "#23405c", "#f4f7f9", "#3b7ea1", "#4d8f6b", "#d9c49a"
FONT = Path(ui.__file__).parent / "fonts" / "NotoSansSC-Bold.otf"


def add_picture(*, task: Task, said: dict[str, Any], by: Staff) -> Material:
    """Draw it, send it for the task, say what it shows, and make its smaller pictures at once."""
    name = f"{said['caption'].replace('：', '-')}.jpg"
    file = SimpleUploadedFile(
        name, drawn(said["motif"], f"{said['caption']}\n{task.unit.short_name or task.unit.name}")
    )
    material = add_material(task=task, file=file, by=by)
    said = {field: value for field, value in said.items() if field != "motif"}
    describe(material=material, changes=said | {"taken_on": date.fromisoformat(said["taken_on"])}, by=by)
    material.refresh_from_db()
    return prepare(material=material, by=System("demo"))


def drawn(motif: str, words: str) -> bytes:
    """A JPEG of `SIZE`; `words` stand below the motif."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, 1200, 800), fill="#e3ebef")
    MOTIFS[motif](draw)
    draw.rectangle((0, 0, 1200, 84), fill=INK)
    draw.text((SIZE[0] // 2, 40), "示例图片 · 由程序绘制，不是照片", font=font(40), fill="white", anchor="mm")
    draw.multiline_text((SIZE[0] // 2, 710), words, font=font(36), fill=INK, spacing=14, anchor="mm", align="center")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def font(size: int) -> ImageFont.FreeTypeFont:
    """Our own bold face, in pixels."""
    return ImageFont.truetype(FONT, size)


def _person(draw: ImageDraw.ImageDraw, x: int, colour: str = BLUE) -> None:
    draw.ellipse((x - 34, 330, x + 34, 398), fill=SAND)
    draw.rounded_rectangle((x - 56, 404, x + 56, 570), 40, fill=colour)


def _board(draw: ImageDraw.ImageDraw) -> None:
    for x in (140, 480, 820):
        draw.rectangle((x, 160, x + 260, 480), fill="white", outline=INK, width=6)
        for y in range(200, 440, 48):
            draw.line((x + 30, y, x + 230, y), fill=BLUE, width=12)
        draw.line((x + 130, 480, x + 130, 600), fill=INK, width=10)


def _desk(draw: ImageDraw.ImageDraw) -> None:
    for x, colour in ((330, BLUE), (600, GREEN), (870, BLUE)):
        _person(draw, x, colour)
    draw.rectangle((160, 500, 1040, 620), fill=SAND, outline=INK, width=6)


def _market(draw: ImageDraw.ImageDraw) -> None:
    for at in range(6):
        draw.rectangle((150 + at * 150, 140, 300 + at * 150, 230), fill=GREEN if at % 2 else "white")
    draw.rectangle((150, 440, 1050, 600), fill=SAND, outline=INK, width=6)
    for at in range(8):
        draw.ellipse((190 + at * 105, 400, 260 + at * 105, 470), fill=GREEN)
    draw.rectangle((860, 260, 980, 400), fill="white", outline=INK, width=6)


def _class(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((200, 130, 1000, 330), fill=GREEN, outline=INK, width=8)
    for x in (260, 490, 720, 950):
        _person(draw, x)
        draw.rectangle((x - 90, 530, x + 90, 600), fill=SAND)


def _screen(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((220, 130, 980, 560), 24, fill="white", outline=INK, width=10)
    draw.polygon([(540, 250), (540, 440), (700, 345)], fill=BLUE)
    draw.rectangle((520, 560, 680, 620), fill=INK)


def _lab(draw: ImageDraw.ImageDraw) -> None:
    for x, colour in ((300, BLUE), (600, GREEN), (900, SAND)):
        draw.polygon([(x - 40, 180), (x + 40, 180), (x + 110, 560), (x - 110, 560)], fill="white", outline=INK)
        draw.polygon([(x - 74, 380), (x + 74, 380), (x + 108, 556), (x - 108, 556)], fill=colour)


def _tree(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((560, 380, 640, 620), fill=SAND)
    for x, y in ((600, 190), (480, 270), (720, 270), (420, 370), (600, 330), (780, 370)):
        draw.ellipse((x - 110, y - 80, x + 110, y + 80), fill=GREEN)
        draw.rectangle((x - 36, y - 22, x + 36, y + 22), fill="white")


def _fan(draw: ImageDraw.ImageDraw) -> None:
    for x, colour in ((360, SAND), (840, BLUE)):
        draw.ellipse((x - 150, 130, x + 150, 430), outline=INK, width=10)
        for box in ((x - 30, 160, x + 30, 280), (x - 130, 290, x - 10, 340), (x + 10, 290, x + 130, 340)):
            draw.ellipse(box, fill=colour)
        draw.rectangle((x - 20, 430, x + 20, 600), fill=INK)


MOTIFS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "board": _board,
    "desk": _desk,
    "market": _market,
    "class": _class,
    "screen": _screen,
    "lab": _lab,
    "tree": _tree,
    "fan": _fan,
}
