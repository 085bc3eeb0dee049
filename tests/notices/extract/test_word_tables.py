import pytest
from tests.factories.word_files import a_list, lvl, numbered, p, tbl, tc, word_file
from tests.notices.extract.conftest import rows_of

from worldday.notices.reading.errors import Unreadable

DOWN, DOWN_FIRST = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_a_cell_over_two_columns_stands_in_both_and_its_words_once(extracted):
    document = extracted(word_file(tbl([tc("活动", wide(2)), tc("单位")], [tc("1"), tc("竞答"), tc("市局")])))
    assert rows_of(document) == [["活动", "活动", "单位"], ["1", "竞答", "市局"]]
    assert document.text == "活动\t单位\n1\t竞答\t市局\n"
    assert document.tables[0].rows[0][0] is document.tables[0].rows[0][1]


def test_a_cell_over_two_rows_stands_in_both(extracted):
    body = tbl([tc("市局", DOWN_FIRST), tc("竞答")], [tc("", DOWN), tc("培训")], [tc("区局", DOWN_FIRST), tc("座谈")])
    document = extracted(word_file(body))
    assert rows_of(document) == [["市局", "竞答"], ["市局", "培训"], ["区局", "座谈"]]
    assert document.text == "市局\t竞答\n培训\n区局\t座谈\n"


def test_a_cell_over_rows_and_columns_at_once(extracted):
    both = DOWN_FIRST + wide(2)
    body = tbl([tc("甲", both), tc("乙")], [tc("", DOWN + wide(2)), tc("丙")])
    assert rows_of(extracted(word_file(body))) == [["甲", "甲", "乙"], ["甲", "甲", "丙"]]


def test_rows_that_begin_further_right_keep_their_columns(extracted):
    body = (
        f"<w:tbl><w:tr>{tc('序号')}{tc('名称')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("竞答")}</w:tr></w:tbl>'
    )
    assert rows_of(extracted(word_file(body))) == [["序号", "名称"], ["", "竞答"]]


def test_deleted_rows_are_gone_and_wrapped_rows_are_there(extracted):
    body = (
        f"<w:tbl><w:tr>{tc('甲')}{tc('乙')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{tc('旧')}{tc('旧')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{tc('丙')}<w:sdt><w:sdtContent>{tc('丁')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert rows_of(extracted(word_file(body))) == [["甲", "乙"], ["丙", "丁"]]


def test_the_paragraphs_of_a_cell_are_its_lines_with_their_numbers(extracted):
    body = tbl([tc("内容"), tc(numbered("立项") + numbered("实训") + p("结语"))])
    document = extracted(word_file(body, numbering=a_list(lvl(0, "decimal", "%1．"))))
    assert rows_of(document) == [["内容", "1．立项\n2．实训\n结语"]]


def test_a_frame_of_one_column_is_no_table(extracted):
    document = extracted(word_file(tbl([tc(p("某局文件"))], [tc(tbl([tc("甲"), tc("乙")]))])))
    assert document.text == "某局文件\n甲\t乙\n"
    assert rows_of(document) == [["甲", "乙"]]


def test_a_table_inside_a_cell_is_part_of_that_cell(extracted):
    assert rows_of(extracted(word_file(tbl([tc("甲"), tc(tbl([tc("乙"), tc("丙")]) + p("丁"))])))) == [
        ["甲", "乙\n丙\n丁"]
    ]


def test_a_table_inside_a_text_box_keeps_its_words(extracted):
    inner = f"<w:txbxContent>{tbl([tc('甲'), tc('乙')])}</w:txbxContent>"
    body = f"<w:p><w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r></w:p>"
    assert rows_of(extracted(word_file(body))) == [["甲", "乙"]]


def test_a_span_no_table_can_have_is_cut_and_too_many_cells_are_refused(extracted):
    assert len(rows_of(extracted(word_file(tbl([tc("甲", wide(10**6)), tc("乙")]))))[0]) == 64
    with pytest.raises(Unreadable) as caught:
        extracted(word_file(tbl(*([[tc("甲", wide(63)), tc("乙")]] * 400))))
    assert caught.value.code == "too_complex"
