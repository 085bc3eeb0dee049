from .document import Cell, Document, Table
from .kinds import kind_scores


def read(document: Document) -> dict[str, object]:
    from . import reader, result
    return result.spell(reader.read(document))
