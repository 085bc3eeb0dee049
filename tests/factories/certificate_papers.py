"""Certificates before they are set, and what can be read from the PDF afterwards."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image

from worldday.certificates.rendering import CertificatePaper, pdf_of

FIELDS = {
    "title": "聘书",
    "title_en": "Letter of Appointment",
    "name": "王小明",
    "latin": "Wang Xiaoming",
    "unit": "某某大学",
    "body": "兹聘请王小明担任标准化专家，聘期自2020年10月14日至2022年10月13日。",
    "领域": "绿色制造",
    "note": "本聘书不代表任何资质。",
    "issuer": "示例单位",
}
NUMBER = "2020-000123-581604-81"
ADDRESS = "worldday.example/certificates"


def paper(layout: str = "plain", **said: str) -> CertificatePaper:
    """A letter of appointment; `said` changes or adds fields."""
    fields = tuple((FIELDS | said).items())
    qr = f"https://{ADDRESS}/{NUMBER}/#" + "1234567890" * 60
    return CertificatePaper(fields, NUMBER, date(2020, 10, 14), qr, ADDRESS, layout=layout, seed="2020101451", hue=150)


@dataclass(frozen=True)
class Read:
    pages: int
    text: str
    fonts: dict[str, bool]  # name → embedded
    size_mm: tuple[int, int]


def read(content: bytes) -> Read:
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    text = page.get_textpage().get_text_range().replace("\ufffe", "-")  # a hyphen at the end of a line
    size = tuple(round(side / 72 * 25.4) for side in page.get_size())
    return Read(len(document), "".join(text.split()), _fonts(content), (size[0], size[1]))


def _fonts(content: bytes) -> dict[str, bool]:
    """Faces named in the file and whether each has its own program inside."""
    document = pypdfium2.PdfDocument(content)
    found = {}
    for part in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
        font = pypdfium2.raw.FPDFTextObj_GetFont(part.raw)
        name = _name(font)
        found[name] = bool(pypdfium2.raw.FPDFFont_GetIsEmbedded(font))
    return found


def _name(font) -> str:
    from ctypes import create_string_buffer

    buffer = create_string_buffer(200)
    pypdfium2.raw.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value.decode()


def scanned(content: bytes, dpi: int = 216) -> str:
    """What a phone reads from the page."""
    picture = pypdfium2.PdfDocument(content)[0].render(scale=dpi / 72).to_pil()
    return scanned_picture(picture)


def scanned_picture(picture: Image.Image | bytes) -> str:
    shown = Image.open(BytesIO(picture)) if isinstance(picture, bytes) else picture
    [code] = zxingcpp.read_barcodes(shown)
    return code.text


__all__ = ["ADDRESS", "FIELDS", "NUMBER", "Read", "paper", "pdf_of", "read", "scanned", "scanned_picture"]
