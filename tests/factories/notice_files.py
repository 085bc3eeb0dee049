"""The demo notices as the files a clerk would send: Word, PDF, web page, Markdown."""

import html
import io
import re
from pathlib import Path

import docx

ROOT = Path(__file__).parents[2]
NOTICES = ROOT / "demo" / "notices"
STANDARDS_DAY = NOTICES / "world-standards-day-2020.txt"
ACCREDITATION_DAY = NOTICES / "world-accreditation-day-2020.txt"
COLUMNS = 5
"""Of the annex table: number, name, content, units, time."""

Grid = list[list[str]]
Blocks = list[str | Grid]


def blocks_of(path: Path) -> Blocks:
    """The notice's paragraphs, with the annex table (kept in the text one cell per line) as rows."""
    text = path.read_text(encoding="utf-8")
    before, mark, rest = text.partition("\t序号\n")
    if not mark:
        return list(text.split("\n"))
    annex, end, imprint = rest.partition(" 上海市市场监督管理局办公室")
    cells = ["序号", *(cell.strip() for cell in re.split(r"\n\s*\t", annex.lstrip("\t").rstrip()))]
    rows = [cells[at : at + COLUMNS] for at in range(0, len(cells), COLUMNS)]
    return [*before.split("\n"), rows, (end + imprint).strip()]


def docx_of(blocks: Blocks, pictures: list[bytes] | None = None) -> bytes:
    """A Word file by python-docx; ``pictures`` are put between the first paragraphs."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(0, len(block[0]), style="Table Grid")
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    for picture in pictures or []:
        document.add_picture(io.BytesIO(picture))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def html_of(blocks: Blocks, charset: str = "utf-8") -> bytes:
    """A page as a bureau's site shows it: navigation around the text, headline outside it."""
    body = "\n".join(f"<p>　　{html.escape(b)}</p>" if isinstance(b, str) else _html_table(b) for b in blocks)
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>通知-市场监管局</title>
<style>p{{margin:0}}</style><script>var day = "1999年1月1日";</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a></div>
<div class="wrap"><p class="remark">发布时间：1999-12-31 来源：本局</p><div class="TRS_Editor">{body}</div></div>
<div class="footer">版权所有：某局。地址：某路。备案号：某号。</div></body></html>"""
    return page.encode(charset)


def markdown_of(blocks: Blocks) -> str:
    """Markdown with pipe tables."""
    return "\n".join(b if isinstance(b, str) else _markdown_table(b) for b in blocks)


def typst_of(blocks: Blocks, font: str) -> str:
    """Typst source set like an official document (A4, three-size text, first lines indented)."""
    head = (
        '#set page(paper: "a4", margin: (x: 28mm, y: 35mm), numbering: "— 1 —")\n'
        f'#set text(font: "{font}", size: 16pt, lang: "zh")\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
    )
    return head + "\n\n".join(_typst_text(b) if isinstance(b, str) else _typst_table(b) for b in blocks)


def pdf_of(blocks: Blocks, font: str) -> bytes:
    """A PDF with text, by typst."""
    import typst

    pdf: bytes = typst.compile(typst_of(blocks, font).encode())
    return pdf


def _html_table(rows: Grid) -> str:
    cells = ("".join(f"<td><p>{html.escape(c).replace(chr(10), '</p><p>')}</p></td>" for c in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _markdown_table(rows: Grid) -> str:
    lines = ["| " + " | ".join(c.replace("|", r"\|").replace("\n", "<br>") for c in row) + " |" for row in rows]
    return "\n".join(["", lines[0], "|" + " --- |" * len(rows[0]), *lines[1:], ""])


def _typst_text(text: str) -> str:
    return re.sub(r"""([\\#$*_@<>`\[\]/"'~=+-])""", r"\\\1", text.strip())


def _typst_table(rows: Grid) -> str:
    cells = ", ".join("[" + _typst_text(c).replace("\n", " \\\n") + "]" for row in rows for c in row)
    return (
        "#[#set par(first-line-indent: 0pt, justify: false); #set text(size: 12pt)\n"
        f"#table(columns: (1.3cm, 3fr, 6fr, 4fr, 2.2cm), {cells})]"
    )
