import pytest
from tests.factories.notice_files import pdf_of
from tests.notices.extract.conftest import rows_of

from worldday.notices.reading.errors import Unreadable

# Debian's fonts-wqy-microhei; any other font with Chinese would do, typst brings none.
FONT = "WenQuanYi Micro Hei"
typst = pytest.importorskip("typst")
chinese = pytest.mark.skipif(
    FONT not in typst.Fonts().families(), reason=f"no font {FONT} (Debian: fonts-wqy-microhei)"
)
LONG = "为贯彻落实党中央国务院关于标准化工作的决策部署，我局制定了世界标准日宣传活动方案，将在世界标准日期间组织开展一系列宣传活动，现将有关事项通知如下，请各单位结合实际认真组织实施。"


@chinese
def test_lines_are_joined_so_that_no_sentence_is_broken(extracted):
    blocks = ["关于开展活动的通知", "各有关单位：", LONG, "一、活动主题", LONG + LONG, "联系人：某某", "2020年9月9日"]
    assert extracted(pdf_of(blocks, FONT)).text.splitlines() == blocks


@chinese
def test_a_paragraph_runs_on_over_the_page_and_page_numbers_are_gone(extracted):
    blocks = [f"{number}．{LONG}" for number in range(1, 31)]
    assert extracted(pdf_of(blocks, FONT)).text.splitlines() == blocks


@chinese
def test_ruled_tables_are_rebuilt_over_page_ends(extracted):
    rows = [["序号", "活动名称", "活动内容", "负责单位", "时间"]]
    rows += [
        [str(n), f"第{n}项标准化宣传活动", LONG[: 20 + n], "市市场监管局、各区市场监管局", "10月中下旬"]
        for n in range(1, 25)
    ]
    document = extracted(pdf_of(["附件", rows, "完"], FONT))
    assert rows_of(document) == rows
    assert len(document.tables) == 1


@chinese
def test_a_cell_keeps_its_own_line_ends_and_loses_those_of_the_page(extracted):
    rows = [
        ["序号", "名称", "内容", "单位", "时间"],
        [
            "1",
            "训练营",
            "1．国家标准立项评估；\n2．新版标准编写新要求与典型案例分析强化训练；\n3．跨界高标准对标",
            "某院",
            "9月",
        ],
    ]
    assert rows_of(extracted(pdf_of([rows], FONT))) == rows


@chinese
def test_merged_cells_stand_in_every_place_they_cover(extracted):
    source = (
        f'#set text(font: "{FONT}", size: 12pt)\n'
        "#table(columns: (3cm, 3cm, 3cm), table.cell(colspan: 2)[活动], [单位], table.cell(rowspan: 2)[宣传周], [竞答], [市局], [培训], [区局])"
    )
    document = extracted(typst.compile(source.encode()))
    assert rows_of(document) == [["活动", "活动", "单位"], ["宣传周", "竞答", "市局"], ["宣传周", "培训", "区局"]]


def test_latin_words_keep_their_spaces(extracted):
    words = "Protecting the planet with standards is the theme of this year and it is read as one line of text " * 3
    assert extracted(typst.compile(words.strip().encode())).text.split() == words.split()


def test_a_page_turned_on_its_side_is_read_as_it_is_shown(extracted):
    """A landscape annex is often a portrait page with /Rotate 90."""
    turned = minimal_pdf("BT /F1 12 Tf 0 1 -1 0 100 100 Tm (First line of the annex) Tj ET", "/Rotate 90")
    assert extracted(turned).text == "First line of the annex\n"


def test_a_scan_without_text_says_so(extracted):
    with pytest.raises(Unreadable) as caught:
        extracted(minimal_pdf("0 0 100 100 re f"))
    assert caught.value.code == "no_text"


def test_a_pdf_with_a_password_says_so(extracted):
    # Keys that fit no password we could try, the empty one included (ISO 32000-1, 7.6.3).
    keys = "/Filter /Standard /V 1 /R 2 /P -4 /O <" + "1f" * 32 + "> /U <" + "2e" * 32 + ">"
    shut = minimal_pdf("BT /F1 12 Tf 10 10 Td (Shut) Tj ET").replace(
        b"/Size 6", f"/Size 6 /ID [<00><00>] /Encrypt <<{keys}>>".encode()
    )
    with pytest.raises(Unreadable) as caught:
        extracted(shut)
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 100])
def test_a_broken_pdf_says_so(extracted, content):
    with pytest.raises(Unreadable) as caught:
        extracted(content)
    assert caught.value.code == "truncated"


def minimal_pdf(content: str, page: str = "") -> bytes:
    """One page with this content stream; pdfium rebuilds the cross-reference table we leave out."""
    return f"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 500] {page} /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj
4 0 obj <</Length {len(content)}>> stream
{content}
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R /Size 6>>
%%EOF""".encode()
