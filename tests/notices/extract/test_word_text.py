import io
import zipfile

import pytest
from tests.factories.notice_files import docx_of
from tests.factories.word_files import NAMESPACES, p, relationships, word_file, zipped

from worldday.notices.reading.errors import Unreadable


def box(text: str) -> str:
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def test_a_file_by_python_docx_is_read_in_order(extracted):
    document = extracted(docx_of(["关于开展活动的通知", "各单位：", [["序号", "名称"], ["1", "竞答"]], "2020年9月9日"]))
    assert document.text == "关于开展活动的通知\n各单位：\n序号\t名称\n1\t竞答\n2020年9月9日\n"


def test_the_name_of_a_word_file_does_not_matter(extracted):
    assert extracted(docx_of(["通知"]), "通知.wps").text == extracted(docx_of(["通知"]), "x.txt").text == "通知\n"


def test_a_text_box_is_read_once_though_word_writes_it_twice(extracted):
    alternatives = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box("某某局文件")}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box('某某局文件')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>关于开展活动的通知</w:t></w:r></w:p>"
    )
    assert extracted(word_file(alternatives)).text == "某某局文件\n关于开展活动的通知\n"


def test_an_old_text_box_is_read(extracted):
    assert (
        extracted(word_file(f"<w:p><w:r><w:pict><v:textbox>{box('联系人')}</v:textbox></w:pict></w:r></w:p>")).text
        == "联系人\n\n"
    )


def test_deleted_text_is_gone_and_inserted_text_is_there(extracted):
    body = (
        "<w:p><w:r><w:t>于</w:t></w:r>"
        "<w:del><w:r><w:delText>5月</w:delText></w:r></w:del><w:ins><w:r><w:t>6月</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>5日</w:t></w:r></w:moveTo></w:p>"
    )
    assert extracted(word_file(body)).text == "于6月5日\n"


def test_a_deleted_paragraph_end_joins_two_paragraphs(extracted):
    body = p("标准保护", "<w:rPr><w:del/></w:rPr>") + p("地球")
    assert extracted(word_file(body)).text == "标准保护地球\n"


def test_links_fields_breaks_tabs_and_signs_read_as_printed(extracted):
    body = (
        "<w:p><w:hyperlink><w:r><w:t>网址</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/><w:softHyphen/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>biao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>标</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    )
    assert extracted(word_file(body)).text == "网址\t甲\n乙✓-标\n"


def test_a_table_of_contents_is_left_out(extracted):
    styles = '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    kept = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('正文')}</w:sdtContent></w:sdt>"
    body = control + p("一、主题 1", '<w:pStyle w:val="10"/>') + kept
    assert extracted(word_file(body, styles=styles)).text == "正文\n"


def test_headers_and_footers_are_left_out(extracted):
    parts = {"word/header1.xml": f"<w:hdr {NAMESPACES}>{p('页眉')}</w:hdr>"}
    made = io.BytesIO(word_file(p("正文")))
    with zipfile.ZipFile(made, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert extracted(made.getvalue()).text == "正文\n"


def test_strict_word_files_are_read_too(extracted):
    body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>通知</w:t></w:r></w:p></w:body></w:document>'
    assert extracted(zipped({"_rels/.rels": relationships(officeDocument="w/d.xml"), "w/d.xml": body})).text == "通知\n"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"a.txt": "x"}, "not_this_format"),
        ({"../../etc/passwd": "root"}, "not_this_format"),
        (
            {"_rels/.rels": relationships(officeDocument="../../../etc/passwd"), "[Content_Types].xml": "<x/>"},
            "truncated",
        ),
        ({"word/document.xml": "<html/>"}, "not_this_format"),
        ({"word/document.xml": f"<w:document {NAMESPACES}><w:body>"}, "truncated"),
        (
            {"_rels/.rels": relationships(officeDocument="xl/w.xml"), "xl/w.xml": "<workbook xmlns='x'/>"},
            "not_this_format",
        ),
    ],
)
def test_a_zip_that_is_no_word_file_is_told_from_a_damaged_one(extracted, parts, code):
    with pytest.raises(Unreadable) as caught:
        extracted(zipped(parts), "通知.docx")
    assert caught.value.code == code


def test_external_entities_are_never_opened(extracted, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    document = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>甲&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert extracted(zipped({"word/document.xml": document})).text == "甲\n"
