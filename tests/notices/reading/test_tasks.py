"""Who owes what by when, in the sentences officials write it in."""

import pytest
from tests.factories.notice_texts import notice, source

from worldday.notices.reading import tasks


def owed(words: str) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    """(what, who, due, due phrase, recipient) of each duty in a text of 2020."""
    src = source(words)
    return [
        (
            task.what,
            task.who and task.who.value,
            task.due and task.due.isoformat(),
            task.due_text and task.due_text.value,
            task.recipient and task.recipient.value,
        )
        for task in tasks.read(src, 0, len(words))
    ]


EVENT = "于活动结束后5个工作日内"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "请各单位于活动结束后5个工作日内，将活动总结和照片发送至邮箱abc@example.com。",
            [("summary", "各单位", None, EVENT, None), ("materials", "各单位", None, EVENT, None)],
        ),
        (
            "各学校务必于10月20日下午5点前登录系统填报活动信息，并上传活动照片。",
            [("materials", "各学校", "2020-10-20", "于10月20日下午5点前", None)],
        ),
        (
            "活动方案请于9月20日前、活动总结请于10月30日前分别反馈至市局宣传处（联系人：王某）。",
            [
                ("plan", None, "2020-09-20", "于9月20日前", "市局宣传处"),
                ("summary", None, "2020-10-30", "于10月30日前", "市局宣传处"),
            ],
        ),
        (
            "请各县区局将参会回执于9月25日前传真至市局办公室。",
            [("nomination", "各县区局", "2020-09-25", "于9月25日前", "市局办公室")],
        ),
        (
            "各街道须在活动开展前3日向区应急局报备活动方案。",
            [("plan", "各街道", None, "在活动开展前3日", "区应急局")],
        ),
        (
            "各地开展活动的情况，请于10月25日（星期日）前函告我局。",
            [("summary", None, "2020-10-25", "于10月25日（星期日）前", "我局")],
        ),
        (
            "有关活动总结材料请于10.30前报学院团委。",
            [("summary", None, "2020-10-30", "于10.30前", "学院团委")],
        ),
        (
            "各区局自9月15日起每日16时前报送当日宣传情况。",
            [("summary", "各区局", None, "每日16时前", None)],
        ),
        (
            "请各部门于 10 月 20 日前将活动计划（需盖章）、12 月 10 日前将全年总结交办公室。",
            [
                ("plan", "各部门", "2020-10-20", "于 10 月 20 日前", "办公室"),
                ("summary", "各部门", "2020-12-10", "12 月 10 日前", "办公室"),
            ],
        ),
        (
            "请各支部在活动后一周内将活动简讯和照片发给党委宣传部。",
            [("materials", "各支部", None, "活动后一周内", "党委宣传部")],
        ),
        (
            "活动登记：2020年8月15日-9月18日期间，各单位登录官方网站登记活动信息。",
            [("materials", None, "2020-09-18", "2020年8月15日-9月18日期间", None)],
        ),
        (
            "请参加活动的单位填写报名回执（见附件2），于9月22日前发至邮箱abc@example.com。",
            [("nomination", "参加活动的单位", "2020-09-22", "于9月22日前", None)],
        ),
        (
            "联系人：张某，邮箱：abc@example.com，请在12月10日前发送总结材料。",
            [("summary", None, "2020-12-10", "在12月10日前", None)],
        ),
        (
            "各地要做好总结，并将活动总结（附电子版）于12月5日前书面报告省厅。",
            [("summary", "各地", "2020-12-05", "于12月5日前", "省厅")],
        ),
        (
            "请各乡镇每半月报送一次工作动态信息，6月10日报送阶段总结。",
            [("materials", "各乡镇", None, "每半月", None), ("summary", "各乡镇", "2020-06-10", "6月10日", None)],
        ),
        (
            "请有关单位抓紧填报《征集意向表》，盖章扫描后于9月20日之前反馈。",
            [("other", None, "2020-09-20", "于9月20日之前", None)],
        ),
        (
            "拟参加活动的企业请于10月12日17时前扫描二维码填写报名信息。",
            [("nomination", "拟参加活动的企业", "2020-10-12", "于10月12日17时前", None)],
        ),
        (
            "于每月28日前上报当月活动开展情况，12月1日前上报全年活动总结。",
            [("summary", None, None, "每月28日前", None), ("summary", None, "2020-12-01", "12月1日前", None)],
        ),
        (
            "请各单位收到通知后3日内报送参会人员名单。",
            [("nomination", "各单位", None, "收到通知后3日内", None)],
        ),
        (
            "请各部门将活动开展情况于10日内报局办公室。",
            [("summary", "各部门", None, "于10日内", "局办公室")],
        ),
        (
            "各单位请于6月20日前以正式文件形式将总结（含电子版）报市安委办。",
            [("summary", "各单位", "2020-06-20", "于6月20日前", "市安委办")],
        ),
        (
            "请各区县于5月15日17:00前报送启动仪式有关情况，5月25日17:00前报送全周情况。",
            [
                ("summary", "各区县", "2020-05-15", "于5月15日17:00前", None),
                ("summary", "各区县", "2020-05-25", "5月25日17:00前", None),
            ],
        ),
        (
            "请各支队填写《活动情况统计表》，每周五上午10点前报总队办公室；6月28日前报送总结。",
            [
                ("other", "各支队", None, "每周五上午10点前", "总队办公室"),
                ("summary", "各支队", "2020-06-28", "6月28日前", None),
            ],
        ),
    ],
)
def test_a_duty_is_read_from_its_sentence(words, read):
    assert owed(words) == read


@pytest.mark.parametrize(
    "words",
    [
        "请于11月1日前将以下材料报市局：\n1.活动总结；\n2.活动统计表；\n3.照片5张以上。",
        "请于11月1日前提交下列材料给报市局：（1）活动总结一份；（2）统计表；（3）活动照片。",
    ],
)
def test_what_a_list_announces_is_owed_piece_by_piece(words):
    assert {(what, due) for what, _, due, _, _ in owed(words)} == {
        ("summary", "2020-11-01"),
        ("other", "2020-11-01"),
        ("materials", "2020-11-01"),
    }


def test_a_title_that_runs_over_a_line_keeps_its_sentence_whole():
    words = "形成工作总结，连同《2020年活动情况\n统计表》，于10月20日前报送区科协。"
    assert [(what, due) for what, _, due, _, _ in owed(words)] == [("summary", "2020-10-20"), ("other", "2020-10-20")]


@pytest.mark.parametrize(
    "words",
    [
        "中心接受各系新闻稿投稿并择优展示，新闻稿电子版发送至中心邮箱。",
        "现将《全市宣传月活动方案》印发给你们。",
        "欢迎广大市民投稿，作品可发送至活动邮箱。",
        "9月15日至20日期间，各单位登门走访，了解企业填报数据的困难。",
        "市局将于11月30日前对各单位报送的总结进行评审。",
        "主办单位于9月1日前公布获奖名单，获奖作品将报送省局。",
        "公众可于9月30日前将作品发送至邮箱参与评选。",
        "各单位报送的材料将作为年度考核的依据，于12月底前通报考核结果。",
        "对未按时报送总结的单位，将予以通报。",
        "2019年，全市共报送信息120篇，按时上报总结32份。",
    ],
)
def test_an_invitation_or_a_covering_line_is_no_duty(words):
    assert owed(words) == []


def test_a_table_of_deadlines_owes_a_paper_a_row():
    table = (
        "序号|报送材料|报送时间|责任单位\n1|活动方案|9月20日前|各区局\n2|活动总结、照片|10月30日前|各区局、各直属单位\n"
    )
    read = notice("一、报送安排\n" + table)
    assert [(task["what"], task["who"], task["due"], task["due_text"]) for task in read["tasks"]] == [
        ("plan", "各区局", "2020-09-20", "9月20日前"),
        ("summary", "各区局、各直属单位", "2020-10-30", "10月30日前"),
        ("materials", "各区局、各直属单位", "2020-10-30", "10月30日前"),
    ]
    assert read["activities"] == []


def test_a_workplan_with_a_time_column_owes_nothing():
    table = "序号|活动名称|时间|责任单位\n1|发放宣传资料|10月14日|市局\n2|征集视频作品|10月20日前|市局\n"
    assert notice("一、活动安排\n" + table)["tasks"] == []
