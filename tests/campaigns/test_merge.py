from hypothesis import given
from hypothesis import strategies as st

from worldday.campaigns.merge import FieldChange, match, merge, touched

values = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=3, max_size=3)


def test_what_nobody_touched_follows_the_notice():
    assert merge({"name": "旧"}, {"name": "旧"}, {"name": "新"}) == [FieldChange("name", "旧", "新", kept=False)]


def test_what_people_edited_is_kept_and_shown():
    assert merge({"name": "旧"}, {"name": "我们的"}, {"name": "新"}) == [FieldChange("name", "我们的", "新", kept=True)]
    assert merge({"name": "旧"}, {"name": "我们的"}, {"name": "旧"}) == [FieldChange("name", "我们的", "旧", kept=True)]


def test_what_the_notice_never_said_before_is_peoples():
    assert merge({}, {"name": "我们的"}, {"name": "新"}) == [FieldChange("name", "我们的", "新", kept=True)]


@given(base=values, ours=values, theirs=values)
def test_merging_twice_changes_nothing_the_second_time(base, ours, theirs):
    result = ours | {one.field: one.theirs for one in merge(base, ours, theirs) if not one.kept}
    assert [one for one in merge(theirs, result, theirs) if not one.kept] == []


@given(base=values, ours=values, theirs=values)
def test_no_edit_of_people_is_ever_overwritten(base, ours, theirs):
    result = ours | {one.field: one.theirs for one in merge(base, ours, theirs) if not one.kept}
    assert all(result[field] == ours[field] for field in ours if ours[field] != base[field])


@given(base=values, ours=values)
def test_touched_means_that_some_value_differs(base, ours):
    assert touched(base, ours) is (base != ours)


def test_rows_match_by_number_and_name_then_by_name_then_by_likeness():
    known = [("1", "标准化线上知识竞答"), ("2", "有机产品标准化工作论坛"), ("3", "发布一批地方标准")]
    incoming = [
        ("1", "发布一批地方标准"),
        ("2", "有机产品标准化论坛"),
        ("3", "标准化线上知识竞答"),
        ("4", "世界标准日图片展"),
    ]
    assert match(known, incoming) == {0: 2, 1: 1, 2: 0}


def test_two_activities_of_one_name_keep_their_numbers():
    assert match([("1", "培训"), ("2", "培训")], [("2", "培训"), ("1", "培训")]) == {0: 1, 1: 0}


rows = st.lists(
    st.tuples(st.sampled_from(["", "1", "2", "3"]), st.text("标准日竞答论坛", min_size=1, max_size=6)), max_size=6
)


@given(known=rows, incoming=rows)
def test_a_match_is_one_to_one(known, incoming):
    found = match(known, incoming)
    assert len(set(found.values())) == len(found)


@given(known=rows)
def test_the_same_list_matches_itself_row_by_row_or_by_an_equal_row(known):
    found = match(known, known)
    assert {here: known[there] for here, there in found.items()} == dict(enumerate(known))
