from collections.abc import Callable
from pathlib import Path

import pytest

from worldday.notices.reading.document import Document
from worldday.notices.reading.extract import extract

Extracted = Callable[..., Document]


@pytest.fixture
def extracted(tmp_path: Path) -> Extracted:
    """`extracted(content, name)`: the Document of a file with that content."""

    def from_content(content: bytes | str, name: str = "notice") -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return extract(path)

    return from_content


def rows_of(document: Document, table: int = 0) -> list[list[str]]:
    return [[document.text[cell.start : cell.end] for cell in row] for row in document.tables[table].rows]
