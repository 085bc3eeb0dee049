"""1080 × 1440, to be saved from a chat and shown on a phone or a wall: pattern, date, words, code."""

from .canvas import Canvas
from .sheet import Sheet
from .type import fit

WIDTH, HEIGHT, MARGIN = 1080, 1440, 80
TILE, COLUMNS, ROWS = 90, 12, 5
TEXT = WIDTH - 2 * MARGIN
CODE = 260


def tall(sheet: Sheet) -> bytes:
    """A PNG."""
    canvas = Canvas(WIDTH, HEIGHT, sheet.hue)
    canvas.tiles(sheet.seed, at=(0, 0), columns=COLUMNS, rows=ROWS, side=TILE)
    y = TILE * ROWS + 48
    if sheet.above:
        y = canvas.text(fit(sheet.above, width=TEXT, lines=1, largest=40, smallest=30), at=(MARGIN, y))
    if sheet.large:
        y = canvas.date(sheet.small, sheet.large, at=(MARGIN, y + 14), width=TEXT, sizes=(52, 220, 120))
    room = HEIGHT - MARGIN - CODE - 40 - y
    canvas.text(
        fit(
            sheet.heading, width=TEXT, lines=4, largest=76 if sheet.large else 116, smallest=44, bold=True, height=room
        ),
        at=(MARGIN, y + 8),
    )
    _foot(canvas, sheet)
    return canvas.png()


def _foot(canvas: Canvas, sheet: Sheet) -> None:
    """The code with what it is for, and who invites."""
    side = canvas.qr(sheet.url, at=(MARGIN, HEIGHT - MARGIN), side=CODE)
    x, width = MARGIN + side + 40, TEXT - side - 40
    invitation = fit(sheet.invitation, width=width, lines=1, largest=44, smallest=32, bold=True)
    y = canvas.text(invitation, at=(x, HEIGHT - MARGIN - side + 4))
    canvas.text(fit(sheet.below, width=width, lines=3, largest=34, smallest=28), at=(x, y + 16))
