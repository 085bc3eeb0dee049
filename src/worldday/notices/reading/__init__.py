"""The notice reader: from the text of an official notice to the JSON of “worldday.notice/1”.

    read(Document(text, tables)) -> dict          raises NotANotice
    kind_scores(text) -> {kind: weight}           what kind of activity a text describes

How it works, in order (``reader.py`` is this list as code):

    text, noise             one form per letter, a portal's furniture emptied; lengths never change, so every place holds
    tables, flattened       the file's tables, or tables rebuilt from lines, tabs and pipes (column names: ``columns``)
    header, docnumber       title, number, addressees, or addressees alone where the title was lost
    signature, imprint      who signs and when; ``issuers`` joins signature, title and letterhead
    outline, titles         heading numbers → a tree; what each passage is called; what it is about: ``sections``
    observance, themes      the day, week or month; its themes
    activities, units       the workplan from tables and paragraphs, with times (``windows``) and units by role
    tasks, due              who owes what (``deliverables``) by when and within how many letters; tables of it: ``deadlines``
    contacts, warnings      whom to ask; what a careful reader would question
    result                  JSON and the place of every value

How to extend it: most of the grammar is data. A column name goes into ``columns.NAMES``, a heading into
``sections.ROLES``, a role word into ``units.ROLES``, a time phrase into ``windows``, a thing to send into
``deliverables.WORDS``, a word for a kind into ``kinds.WORDS``, a warning's sentence into ``warnings/texts.py`` with
a check beside it. Then put a notice that shows it into tests/notices/reading/corpus. See docs/howto/extend-the-reader.md.
"""

from .document import Cell, Document, Table
from .kinds import kind_scores

__all__ = ["Cell", "Document", "Table", "kind_scores", "read"]


def read(document: Document) -> dict[str, object]:
    """The reading of one document as JSON-ready data; raises ``errors.NotANotice`` when it is clearly no notice."""
    from . import (  # The file formats import this package for Document alone; the grammar loads when it reads.
        reader,
        result,
    )

    return result.spell(reader.read(document))
