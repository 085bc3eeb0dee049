import pytest

from worldday.reports.checks.points import missing
from worldday.reports.checks.substance import too_little, too_long


def test_over_the_limit_says_by_how_much():
    (found,) = too_long(523, 500)
    assert (found.code, found.weight, found.params) == ("over-limit", "stop", {"chars": 523, "limit": 500, "over": 23})
    assert too_long(500, 500) == too_long(9999, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "无。",
        "无相关内容",
        "暂无相关活动情况",
        "我局无相关工作。",
        "本单位没有有关材料",
        "略",
        "详见附件",
        "（无）",
        "未开展活动",
    ],
)
def test_a_text_that_says_nothing_is_found(text):
    assert [one.code for one in too_little(text, len(text))] == ["nothing-said"]


def test_empty_and_nearly_empty_are_told_apart():
    assert [one.code for one in too_little("", 0)] == ["empty"]
    assert [one.code for one in too_little("我局开展了宣传活动。", 10)] == ["near-empty"]
    assert too_little("我局于当日在广场设置咨询台并向市民发放资料。", 22) == []


def test_a_plan_without_text_may_be_its_rows():
    assert too_little("", 0, besides=3) == []


POINTS = ["宣传活动开展情况", "亮点和创新做法", "存在的问题及下一步建议"]
TEXT = "我局组织宣传周，在广场展出绿色产品，创新采用云直播，观看踊跃。"


def test_a_point_nobody_speaks_of_is_missing():
    assert [one.params for one in missing(TEXT, POINTS, [])] == [{"point": POINTS[2], "number": 3}]


def test_a_ticked_point_is_not_missing_whatever_the_text_says():
    assert missing(TEXT, POINTS, [2]) == []
    assert [one.params["number"] for one in missing("", POINTS, [1])] == [1, 3]


def test_a_point_of_general_words_only_is_met_by_any_of_them():
    assert missing("活动已完成。", ["活动情况"], []) == []
    assert len(missing("已完成。", ["活动情况"], [])) == 1


def test_a_point_without_words_asks_for_nothing():
    assert missing("", ["、", "和"], []) == []


def test_marked_passages_speak_of_a_point_that_asks_for_highlights():
    assert missing("办了展览。", ["工作亮点"], [], highlights=True) == []
    assert len(missing("办了展览。", ["工作亮点"], [])) == 1
