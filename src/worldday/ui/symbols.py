"""Our own symbols, put into the page itself: no request, no flash, and they survive a page saved to a disk."""

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "static" / "ui" / "symbols.svg"


@cache
def symbols() -> dict[str, str]:
    """Name → the drawing inside its 24 × 24 box."""
    return dict(re.findall(r'<symbol id="([\w-]+)">(.*?)</symbol>', FILE.read_text("utf8")))


def symbol(name: str) -> str:
    """An <svg> that says nothing to screen readers: the word always stands beside it. Unknown names give the circle."""
    drawing = symbols().get(name) or symbols()["circle"]
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawing}</svg>'
