"""A notice says the same whatever file it comes in."""

import pytest
from tests.factories.notice_files import (
    ACCREDITATION_DAY,
    STANDARDS_DAY,
    blocks_of,
    docx_of,
    html_of,
    markdown_of,
    pdf_of,
)

from worldday.notices.reading import read
from worldday.notices.reading.extract import extract

FONT = "WenQuanYi Micro Hei"
FORMS = {
    "docx": docx_of,
    "html": html_of,
    "html in GB18030": lambda blocks: html_of(blocks, "gb18030"),
    "markdown": lambda blocks: markdown_of(blocks).encode(),
    "pdf": lambda blocks: pdf_of(blocks, FONT),
}
FIELDS = ("title", "issuers", "doc_number", "addressees", "issue_date", "observance", "themes", "tasks", "contacts")


@pytest.mark.parametrize("notice", [STANDARDS_DAY, ACCREDITATION_DAY], ids=["standards day", "accreditation day"])
@pytest.mark.parametrize("form", FORMS)
def test_a_notice_reads_the_same_in_every_form(extracted, notice, form):
    if form == "pdf":
        typst = pytest.importorskip("typst")
        if FONT not in typst.Fonts().families():
            pytest.skip(f"no font {FONT} (Debian: fonts-wqy-microhei)")
    wanted, found = read(extract(notice)), read(extracted(FORMS[form](blocks_of(notice))))
    assert [squeezed(activity) for activity in found["activities"]] == [
        squeezed(activity) for activity in wanted["activities"]
    ]
    assert {field: squeezed(found[field]) for field in FIELDS} == {field: squeezed(wanted[field]) for field in FIELDS}


def squeezed(value: object) -> object:
    """Without spaces: a PDF does not tell whether there was one at the end of a line."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [squeezed(part) for part in value]
    return {key: squeezed(part) for key, part in value.items()} if isinstance(value, dict) else value
