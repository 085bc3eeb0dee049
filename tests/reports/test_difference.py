from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from worldday.reports.difference import changed_share, material_changes, row_changes, text_changes

WORDS = st.text(alphabet="标准化宣传活动12a，。\n", max_size=60)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(run.what, run.text) for run in text_changes(old, new)]


def test_a_rewritten_phrase_is_struck_and_put_in_as_a_phrase():
    assert told("我局组织宣传活动，效果良好。", "我局举办宣传展览，效果良好。") == [
        ("kept", "我局"),
        ("removed", "组织宣传活动"),
        ("added", "举办宣传展览"),
        ("kept", "，效果良好。"),
    ]


def test_a_number_changes_as_a_number():
    assert told("参与1286人次。", "参与1,300人次。") == [
        ("kept", "参与"),
        ("removed", "1286"),
        ("added", "1,300"),
        ("kept", "人次。"),
    ]


def test_a_sentence_put_in_or_taken_out_stands_alone():
    assert told("甲事已办成了。", "甲事已办成了。乙事也已办成。") == [
        ("kept", "甲事已办成了。"),
        ("added", "乙事也已办成。"),
    ]
    assert told("一样", "一样") == [("kept", "一样")]
    assert told("", "") == []


@given(WORDS, WORDS)
def test_the_runs_give_back_both_versions(old, new):
    runs = text_changes(old, new)
    assert "".join(run.text for run in runs if run.what != "added") == old
    assert "".join(run.text for run in runs if run.what != "removed") == new
    assert all(new[run.start :].startswith(run.text) for run in runs if run.what != "removed")
    assert all(old[run.start :].startswith(run.text) for run in runs if run.what == "removed")
    assert all(one.what != other.what for one, other in pairwise(runs))


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_long_versions_too(old, new):
    before, after = "。".join(old) + "甲事已办成了。" * 700, "乙。" + "。".join(new) + "甲事已办成了。" * 700
    runs = text_changes(before, after)
    assert "".join(run.text for run in runs if run.what != "added") == before
    assert "".join(run.text for run in runs if run.what != "removed") == after


def test_the_share_that_is_new():
    assert changed_share(text_changes("甲乙丙丁。", "甲乙丙丁。戊己庚辛。")) == 50
    assert changed_share(text_changes("甲", "")) == 0


def test_plan_rows_are_known_again_by_code_or_name():
    old = [
        {"code": "a", "name": "展览", "place": "广场"},
        {"code": "b", "name": "讲座"},
        {"name": "竞答", "place": "线上"},
    ]
    new = [
        {"code": "a", "name": "大展览", "place": "广场"},
        {"name": "竞答", "place": "线上"},
        {"code": "c", "name": "论坛"},
    ]
    changes = [(one.what, one.row["name"], dict(one.fields)) for one in row_changes(old, new)]
    assert changes == [
        ("changed", "大展览", {"name": ("展览", "大展览")}),
        ("kept", "竞答", {}),
        ("added", "论坛", {}),
        ("removed", "讲座", {}),
    ]


def test_materials_that_came_and_went():
    assert material_changes(["a", "b"], ["b", "c"]) == (["c"], ["a"])
