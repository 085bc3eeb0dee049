"""Each step of the reading on its own."""

from datetime import date

import pytest
from tests.factories.notice_texts import notice, reading, source

from worldday.notices.reading import (
    campaign,
    contacts,
    deliverables,
    due,
    flattened,
    header,
    observance,
    outline,
    signature,
    tables,
    tasks,
    titles,
)
from worldday.notices.reading.days import Calendar
from worldday.notices.reading.document import Cell, Document, Table
from worldday.notices.reading.errors import SENTENCES, NotANotice, Unreadable
from worldday.notices.reading.reader import read as read_document
from worldday.notices.reading.text import normalise


def headings(text: str) -> list[tuple[int, str | None]]:
    plain = normalise(text)
    nodes = [node for root in outline.read(plain, 0, len(plain)) for node in root.walk()]
    spans = [titles.title(plain, node) for node in nodes]
    return [(node.rank, span and plain[span[0] : span[1]]) for node, span in zip(nodes, spans, strict=True)]


def test_numbers_of_three_depths_make_a_tree():
    text = "一、主要内容\n（一）宣传\n1．发放资料。在广场发放。\n2．张贴海报。在社区张贴。\n（二）培训\n二、要求\n"
    assert headings(text) == [(1, "主要内容"), (3, "宣传"), (5, "发放资料"), (5, "张贴海报"), (3, "培训"), (1, "要求")]


def test_a_level_may_be_skipped():
    assert headings("一、要求\n1．广泛动员。各单位…\n2．注重实效。各单位…\n二、其他\n") == [
        (1, "要求"),
        (5, "广泛动员"),
        (5, "注重实效"),
        (1, "其他"),
    ]


def test_numbers_inside_words_are_no_headings():
    assert headings("坚持统一、规范，推进第一、第二产业。GB/T 1.1和2.0版。") == []


def test_headings_are_found_inside_one_line():
    text = "如下：一、活动主题低碳生活二、活动内容（一）宣传。发资料。（二）展览。办展览。三、要求认真落实。"
    assert headings(text) == [(1, "活动主题"), (1, "活动内容"), (3, "宣传"), (3, "展览"), (1, "要求认真落实")]


def head_of(text: str) -> header.Head:
    return header.read(text, normalise(text))


def test_a_title_over_two_lines_is_one():
    head = head_of(
        "沪某标〔2020〕4号\n\n样例市市场监督管理局关于\n开展2020年“世界标准日”活动的通知\n\n各有关单位：\n正文"
    )
    assert head.title.value == "样例市市场监督管理局关于开展2020年“世界标准日”活动的通知"
    assert (head.number.value, head.addressees.value) == ("沪某标〔2020〕4号", "各有关单位")


def test_brackets_of_the_number_are_made_regular():
    assert head_of("某文 [2020] 12 号\n关于开展活动的通知\n各单位：").number.value == "某文〔2020〕12号"


def test_a_cited_number_is_not_the_documents_own():
    assert head_of("关于开展活动的通知\n各单位：\n根据《总局通知》（国市监〔2020〕5号）要求").number is None


def test_a_title_quotes_another_notice():
    head = head_of("样例区教育局转发市教育局《关于开展爱眼日活动的通知》的通知\n各学校：\n")
    assert head.title.value == "样例区教育局转发市教育局《关于开展爱眼日活动的通知》的通知"


def test_the_imprint_is_no_day_of_issue():
    text = "关于开展活动的通知\n各单位：\n正文。\n样例市市场监督管理局办公室    2020年9月9日印发\n"
    assert signature.read(text, normalise(text), 10, None) is None


def test_a_signature_may_be_in_chinese_digits_and_over_several_lines():
    text = "正文。\n甲市教育局\n甲市科学技术协会\n二〇二〇年九月九日\n附件\n"
    signed = signature.read(text, normalise(text), 0, None)
    assert [office.value for office in signed.issuers] == ["甲市教育局", "甲市科学技术协会"]
    assert signed.issued == date(2020, 9, 9)


def test_a_date_in_a_sentence_is_no_signature():
    text = "样例市教育局2020年9月9日召开会议，部署工作。"
    assert signature.read(text, normalise(text), 0, None) is None


@pytest.mark.parametrize(
    ("text", "name", "ordinal"),
    [
        ("关于开展2020年“世界认可日”宣传活动的通知", "世界认可日", None),
        ("关于开展“119”消防宣传月活动的通知", "“119”消防宣传月", None),
        ("关于开展第51届世界标准日活动的通知", "世界标准日", 51),
        ("关于做好第二十三个“安全生产月”工作的通知", "安全生产月", 23),
        ("关于开展首个“样例节”活动的通知", "样例节", 1),
        ("样例市2024年节能宣传周活动方案", "节能宣传周", None),
    ],
)
def test_the_title_names_the_observance(text, name, ordinal):
    src = source(text)
    read = observance.read(src, src.found(0, len(text)), 0)
    assert (read.name.value, read.ordinal) == (name, ordinal)


@pytest.mark.parametrize("text", ["关于节假日值班安排的通知", "关于近日天气的通知", "关于2020年5月工作的通知"])
def test_ordinary_days_are_no_observance(text):
    src = source(text)
    assert observance.read(src, src.found(0, len(text)), 0) is None


def dues(words: str) -> list[tuple[str, str | None]]:
    text = normalise(words)
    return [
        (words[d.start : d.end], d.day and d.day.isoformat())
        for d in due.find(text, 0, len(text), Calendar(2020, date(2020, 9, 9)))
    ]


@pytest.mark.parametrize(
    ("words", "phrase", "day"),
    [
        ("请于10月23日前报送", "于10月23日前", "2020-10-23"),
        ("务必在10月23日17时前报至", "在10月23日17时前", "2020-10-23"),
        ("截至10月23日报送", "截至10月23日", "2020-10-23"),
        ("于十月二十三日之前报送", "于十月二十三日之前", "2020-10-23"),
        ("于11月底前报送", "于11月底前", "2020-11-30"),
        ("于2019年10月23日前报送", "于2019年10月23日前", "2020-10-23"),
    ],
)
def test_a_due_phrase_names_its_last_day(words, phrase, day):
    assert dues(words) == [(phrase, day)]


def test_a_day_that_is_no_limit_is_no_due_date():
    assert dues("10月14日举办活动，10月10日至20日开展竞答") == []


def owed(words: str) -> list[tuple[object, ...]]:
    src = source(words)
    return [
        (t.what, t.who and t.who.value, t.due and t.due.isoformat(), t.recipient and t.recipient.value, t.max_chars)
        for t in tasks.read(src, 0, len(words))
    ]


def test_two_due_days_in_one_sentence_are_two_tasks():
    assert owed("各区局应于6月5日前向市局认可处报送活动方案，6月30日前报送活动总结（500字内）以及图片资料。") == [
        ("plan", "各区局", "2020-06-05", "市局认可处", None),
        ("summary", "各区局", "2020-06-30", "市局认可处", 500),
        ("materials", "各区局", "2020-06-30", "市局认可处", None),
    ]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("不超过1000字", 1000),
        ("控制在800字以内", 800),
        ("（1500字左右）", 1500),
        ("一千字以内", 1000),
        ("800—1000字以内", 1000),
        ("不少于三篇", None),
    ],
)
def test_a_word_limit_belongs_to_its_paper(words, limit):
    assert owed(f"请于6月5日前报送活动总结，{words}。") == [("summary", None, "2020-06-05", None, limit)]


@pytest.mark.parametrize(
    "words",
    [
        "各单位要认真总结经验，营造氛围。",
        "群众可通过热线举报，报警电话见附件。",
        "现将《活动方案》印发给你们。",
        "要制定活动方案，精心组织。",
    ],
)
def test_what_is_not_to_be_sent_is_no_task(words):
    assert owed(words) == []


def test_each_sort_of_paper_is_named_once():
    words = "总结材料、活动照片、照片和《活动情况统计表》、联络员名单、活动方案"
    assert [item.what for item in deliverables.find(words, 0, len(words))] == [
        "summary",
        "materials",
        "other",
        "nomination",
        "plan",
    ]


def asked(words: str) -> list[tuple[list[str], list[str], list[str]]]:
    return [
        ([n.value for n in c.names], [p.value for p in c.phones], [e.value for e in c.emails])
        for c in contacts.read(source(words), 0)
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "联系人：李某某、王某，联系电话：6422000转1234或1235分机，外网someone＠example.com。",
            [(["李某某", "王某"], ["6422000转1234", "6422000转1235"], ["someone@example.com"])],
        ),
        (
            "联 系 人：张某某\n联系电话：64220000转1234分机，13800000000\n",
            [(["张某某"], ["64220000转1234", "13800000000"], [])],
        ),
        ("联系人：局标准处王某某，0500-8123456", [(["王某某"], ["0500-8123456"], [])]),
        ("报送局法规处（刘某某，邮箱：a@b.example）", [(["刘某某"], [], ["a@b.example"])]),
        (
            "甲方联系人：赵某 电话：010-81000000\n乙方联系人：钱某 电话：010-82000000",
            [(["赵某"], ["010-81000000"], []), (["钱某"], ["010-82000000"], [])],
        ),
        ("（12345热线）文号20200909，共12345678人参加", []),
    ],
)
def test_contacts_are_names_and_numbers_near_the_word(words, read):
    assert asked(words) == read


def rows(text: str) -> list[list[str]]:
    plain = normalise(text)
    return [[plain[a:b].replace("\n", "") for a, b in row] for _, _, _, found in flattened.find(plain) for row in found]


WANTED = [["1", "讲座", "在礼堂讲课", "市教育局", "9月"], ["2", "展览", "展出图片二十幅", "市科协", "10月中旬"]]


@pytest.mark.parametrize(
    "text",
    [
        "序号\n活动名称\n活动内容\n负责单位\n开展时间\n1\n讲座\n在礼堂讲课\n市教育局\n9月\n2\n展览\n展出图片\n二十幅\n市科协\n10月中旬\n",
        "\t序号\n\t活动名称\n\t活动内容\n\t负责单位\n\t开展时间\n\n\t1\n\t讲座\n\t在礼堂讲课\n\t市教育局\n\t9月\n\n\t2\n\t展览\n\t展出图片\n二十幅\n\t市科协\n\t10月中旬\n",
        "序号\t活动名称\t活动内容\t负责单位\t开展时间\n1\t讲座\t在礼堂讲课\t市教育局\t9月\n2\t展览\t展出图片二十幅\t市科协\t10月中旬\n",
        "| 序号 | 活动名称 | 活动内容 | 负责单位 | 开展时间 |\n|---|---|---|---|---|\n| 1 | 讲座 | 在礼堂讲课 | 市教育局 | 9月 |\n| 2 | 展览 | 展出图片二十幅 | 市科协 | 10月中旬 |\n",
        "序号  活动名称  活动内容  负责单位  开展时间\n1  讲座  在礼堂讲课  市教育局  9月\n2  展览  展出图片二十幅  市科协  10月中旬\n",
        "序号 活动名称 活动内容 负责单位 开展时间 1 讲座 在礼堂讲课 市教育局 9月 2 展览 展出图片二十幅 市科协 10月中旬",
        "序号\n活动名称\n活动内容\n负责单位\n开展时间\n1讲座\n在礼堂讲课\n市教育局\n9月\n2展览\n展出图片二十幅\n市科协\n10月中旬\n联系电话：12345678\n",
    ],
)
def test_a_flattened_table_is_rebuilt(text):
    assert rows(text) == WANTED


def test_a_list_in_a_cell_does_not_open_rows():
    text = "序号\n活动名称\n活动内容\n时间\n1\n训练营\n1．评估；\n2．讲评；\n3．实训\n9月\n2\n论坛\n交流\n10月\n"
    assert rows(text) == [["1", "训练营", "1.评估；2.讲评；3.实训", "9月"], ["2", "论坛", "交流", "10月"]]


def test_a_table_of_the_file_is_read_with_its_merged_cells():
    text = "活动安排表\n时间\n名称\n单位\n5月\n讲座\n市教育局\n展览\n市科协\n"

    def cell(words: str) -> Cell:
        return Cell(text.index(words), text.index(words) + len(words))

    table = Table(
        0,
        len(text),
        (
            (cell("活动安排表"),),
            (cell("时间"), cell("名称"), cell("单位")),
            (cell("5月"), cell("讲座"), cell("市教育局")),
            (cell("展览"), cell("市科协")),
        ),
    )
    (grid,) = tables.find(text, [table]).grids
    assert [text[slice(*span)] for row in grid.rows for span in (grid.cell(row, "name"), grid.cell(row, "units"))] == [
        "讲座",
        "市教育局",
        "展览",
        "市科协",
    ]
    assert grid.cell(grid.rows[1], "time") is None


def test_a_real_table_stands_in_for_the_prose():
    body = "各有关单位：\n现印发安排。\n"
    grid = "名称\n时间\n（一）讲座\n5月\n"
    text = f"关于印发2020年样例日活动安排的通知\n{body}{grid}"
    start = len(text) - len(grid)
    places = [(text.index(words, start), len(words)) for words in ("名称", "时间", "（一）讲座", "5月")]
    cells = [Cell(a, a + size) for a, size in places]
    read = read_document(Document(text, (Table(start, len(text), ((cells[0], cells[1]), (cells[2], cells[3]))),)))
    assert [activity.name.value for activity in read.activities] == ["（一）讲座"]


@pytest.mark.parametrize(
    ("words", "themes"),
    [
        (
            "国际主题为“认可：改善食品安全”。国内主题为“守护安全底线，服务复工复产”。",
            [("international", "认可：改善食品安全"), ("domestic", "守护安全底线，服务复工复产")],
        ),
        (
            "一、活动主题\n标准保护地球（Protecting the planet with standards）\n二、要求\n认真落实。",
            [("international", "标准保护地球")],
        ),
        ("一、活动主题\n“科学用水”。\n二、要求\n认真落实。", [(None, "科学用水")]),
        ("以“健康人生 绿色无毒”为主题开展宣传。", [(None, "健康人生 绿色无毒")]),
        ("活动主题：科学用水，从我做起。", [(None, "科学用水，从我做起")]),
        ("要突出主题，精心组织。", []),
    ],
)
def test_themes_are_stated_or_else_repeated(words, themes):
    assert [(theme["scope"], theme["text"]) for theme in notice(words)["themes"]] == themes


def test_the_english_theme_is_kept_beside_the_chinese():
    (theme,) = notice("主题为“减塑捡塑（Beat Plastic Pollution）”。")["themes"]
    assert (theme["text"], theme["text_en"]) == ("减塑捡塑", "Beat Plastic Pollution")


def test_the_due_day_of_a_call_for_works_is_its_window():
    (call, talk) = notice(
        "一、活动内容\n（一）开展摄影作品征集活动，作品于10月26日前报送。\n（二）举办讲座，名单于10月20日前报送。\n"
    )["activities"]
    assert (call["window"]["end"], talk["window"]["end"]) == ("2020-10-26", None)


def test_activities_of_the_requirements_are_none():
    assert (
        notice("一、工作要求\n（一）高度重视。开展活动要精心组织。\n（二）加强宣传。开展形式多样的宣传活动。\n")[
            "activities"
        ]
        == []
    )


def test_an_unsigned_notice_takes_its_issuer_from_the_title():
    read = reading("样例市市场监督管理局关于开展“世界标准日”活动的通知\n各有关单位：\n请认真落实。\n")
    assert (read["issuers"], read["issue_date"]) == (["样例市市场监督管理局"], None)


def test_the_fuller_of_two_names_of_one_office_is_taken():
    read = reading(
        "城北街道办事处关于开展“世界水日”活动的通知\n各社区：\n请认真落实。\n样例市样例区城北街道办事处\n2020年3月2日\n"
    )
    assert read["issuers"] == ["样例市样例区城北街道办事处"]


def test_every_refusal_has_its_sentences():
    for code, sentences in SENTENCES.items():
        assert set(sentences) == {"zh-hans", "en"}
        for lang in sentences:
            assert "{" not in Unreadable(code).sentence(lang)
    assert NotANotice("too_long", {"chars": 900000}).sentence() == "文字约有900000字，不像一份通知，请只上传通知本身。"


@pytest.mark.parametrize("text", ["", " \n\t\u3000"])
def test_nothing_is_no_notice(text):
    with pytest.raises(NotANotice) as refusal:
        reading(text)
    assert refusal.value.code == "empty"


def called(title: str) -> bool:
    src = source(title)
    found = src.found(0, len(title))
    return campaign.is_campaign(src, found, observance.read(src, found, 0), addressed=True)


@pytest.mark.parametrize(
    "title",
    [
        "关于印发2020年质量月工作方案的通知",
        "关于做好2021年世界认可日有关工作的通知",
        "关于做好世界计量日新闻宣传工作的通知",
        "关于征集世界计量日海报作品的通知",
        "关于开展学雷锋志愿服务活动的通知",
        "关于开展2020年全国低碳日活动的倡议书",
        "样例区2021年防灾减灾日宣传周活动计划",
        "关于开展检验检测资质认定宣传周活动的通知",
    ],
)
def test_a_call_to_mark_a_day_is_a_campaign(title):
    assert called(title)


@pytest.mark.parametrize(
    "title",
    [
        "关于公布2023年度标准化试点项目名单的通知",
        "关于召开2020年世界计量日座谈会的通知",
        "关于2022年“安全生产月”活动开展情况的报告",
        "关于表彰2020年安全生产月活动先进单位的决定",
        "关于2023年端午节放假的通知",
        "关于组织申报2021年度科技计划项目的通知",
        "关于开展消防安全隐患排查整治的通知",
        "样例市局2020年世界标准日活动总结",
        "关于加强节日期间食品安全监管的通知",
        "关于下达2020年宣传周专项经费的通知",
    ],
)
def test_a_report_a_decision_or_a_meeting_is_none(title):
    assert not called(title)
