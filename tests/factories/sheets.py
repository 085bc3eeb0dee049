from io import BytesIO

from openpyxl import Workbook


def sheet(rows: list[list], name: str = "list.xlsx") -> BytesIO:
    """A workbook whose first sheet holds these rows, ready to upload."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    file.name = name
    return file
