import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.reports.checks.folded import Folded
from worldday.reports.checks.likeness import Other, copied, enough_of, from_notice, shared, sketch
from worldday.reports.checks.substance import quoting

OURS = (
    "我局围绕世界标准日主题，组织辖区企业开展了标准化知识讲座，邀请专家讲解绿色产品标准。"
    "活动当天在中心广场设置咨询台，向市民发放资料，解答家电能效标识方面的问题，受到欢迎。"
)
THEIRS = (
    "本区以社区为单位，依托文化活动中心举办了家庭节水知识展，孩子们动手完成了水质小实验。"
    "同时走进三所小学，用游戏的方式介绍身边的标准，老师和家长都给予了好评，效果明显。"
)
NOTICE = "各单位要高度重视，精心组织，围绕世界标准日主题，结合实际开展形式多样的宣传活动，营造浓厚氛围。"
CHINESE = st.text(alphabet="标准化宣传活动企业市民质量安全服务创新发展绿色低碳，。", max_size=120)


def other(text: str, **changes) -> Other:
    return Other(
        **({"text": text, "unit": "乙局", "year": 2020, "campaign": "世界标准日", "submission": "s1"} | changes)
    )


def test_a_text_with_another_mark_and_width_is_still_the_same_text():
    (found,) = copied(OURS.replace("，", ", ").replace("。", "\n"), [other(OURS)])
    assert (found.code, found.weight, found.params["percent"], found.params["unit"]) == ("copied", "stop", 100, "乙局")


def test_the_passages_both_have_are_marked_and_measured():
    text = OURS[:50] + "我们还拍摄了短视频，介绍标准的故事。" * 3
    (found,) = copied(text, [other(THEIRS, submission="s0"), other(OURS)])
    assert [text[start:end] for start, end in found.places] == [OURS[:50]]
    assert found.weight == "look" and 30 <= found.params["percent"] < 60


def test_two_texts_on_one_subject_are_not_alike():
    assert copied(OURS, [other(THEIRS)]) == []


def test_the_units_own_text_of_last_year_is_said_as_such():
    (found,) = copied(OURS, [other(OURS, same_unit=True, year=2019)])
    assert (found.code, found.params["year"]) == ("copied-last-time", 2019)


def test_what_both_quote_from_the_notice_counts_for_nothing():
    assert copied(NOTICE + OURS[:20], [other(NOTICE + THEIRS)], but=[NOTICE]) == []
    assert len(copied(NOTICE + OURS, [other(NOTICE + OURS)], but=[NOTICE])) == 1


def test_the_notices_own_words_are_found_and_alone_are_as_good_as_nothing():
    assert [(one.code, one.weight) for one in quoting(NOTICE, [NOTICE])] == [("notice-words", "stop")]
    assert [one.weight for one in quoting(NOTICE + OURS[:26], [NOTICE])] == ["look"]
    assert quoting(OURS, [NOTICE]) == []
    assert from_notice(OURS, []).percent == 0


@given(CHINESE)
def test_a_text_is_wholly_its_own_copy_and_shares_its_sketch(text):
    whole = shared(Folded.of(text), Folded.of(text))
    assert whole.percent == (100 if Folded.of(text).letters else 0)
    assert sketch(text) == sketch(f" {text}！") == sorted(set(sketch(text)))


@given(CHINESE, CHINESE)
def test_passages_are_in_order_apart_and_stand_in_the_other_text(text, another):
    found = shared(Folded.of(text), Folded.of(another))
    edges = [edge for place in found.places for edge in place]
    assert edges == sorted(edges) and 0 <= found.percent <= 100
    for start, end in found.places:
        letters = Folded.of(text[start:end]).letters
        assert all(letters[at : at + 6] in Folded.of(another).letters for at in range(max(1, len(letters) - 5)))


@pytest.mark.parametrize("copied_letters", [45, 60, 75])
def test_a_sketch_finds_nearly_every_text_whose_half_was_copied(copied_letters):
    """Counted over many invented texts, always the same ones: the sketch may miss one in fifty."""
    import random

    letters = [chr(0x4E00 + n) for n in range(3000)]
    missed = 0
    for seed in range(200):
        dice = random.Random(seed)
        source = "".join(dice.choices(letters, k=400))
        own = "".join(dice.choices(letters, k=copied_letters * 2))
        text = own + source[100 : 100 + copied_letters * 2]
        mine = sketch(text)
        missed += len(set(mine) & set(sketch(source))) < enough_of(len(mine))
    assert missed <= 4
