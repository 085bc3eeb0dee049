"""`python -m worldday.reports.compiling.pdf.press SOURCE RESULT FORMAT FONTS…`: set one piece, and give all its memory back.

Typst keeps what it has laid out; a process per piece keeps a report of 1,500 pages below 200 MB. Knows no Django.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

PPI = 220  # for charts in Word: sharp in print, and small


def main(source: str, result: str, shape: str, *fonts: str) -> int:
    form: Literal["pdf", "png"] = "png" if shape == "png" else "pdf"
    made = typst.compile(source, root=str(Path(source).parent), font_paths=list(fonts), format=form, ppi=float(PPI))
    Path(result).write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
