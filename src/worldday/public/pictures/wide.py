"""1200 × 630, the preview of a link: words left, the campaign's pattern right, the code in its corner."""

from .canvas import Canvas
from .sheet import Sheet
from .type import fit

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
TILE, COLUMNS, ROWS = 90, 4, 7
TEXT = WIDTH - TILE * COLUMNS - 2 * MARGIN
CODE = 220


def wide(sheet: Sheet) -> bytes:
    """A PNG."""
    canvas = Canvas(WIDTH, HEIGHT, sheet.hue)
    canvas.tiles(sheet.seed, at=(WIDTH - TILE * COLUMNS, 0), columns=COLUMNS, rows=ROWS, side=TILE)
    canvas.qr(sheet.url, at=(WIDTH - TILE * COLUMNS, HEIGHT), side=CODE)
    foot = HEIGHT - 92
    y = 52
    if sheet.above:
        y = canvas.text(fit(sheet.above, width=TEXT, lines=1, largest=32, smallest=26), at=(MARGIN, y)) + 4
    if sheet.large:
        y = canvas.date(sheet.small, sheet.large, at=(MARGIN, y + 12), width=TEXT, sizes=(40, 150, 90))
    heading = fit(
        sheet.heading,
        width=TEXT,
        lines=3,
        largest=60 if sheet.large else 88,
        smallest=36,
        bold=True,
        height=foot - y - 32,
    )
    canvas.text(heading, at=(MARGIN, y + 16))
    canvas.text(fit(sheet.below, width=TEXT, lines=1, largest=28, smallest=24), at=(MARGIN, foot))
    return canvas.png()
