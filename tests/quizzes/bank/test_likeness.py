import random

from hypothesis import given
from hypothesis import strategies as st

from worldday.quizzes.exchange.item import options_from
from worldday.quizzes.likeness import ALIKE, alike, all_alike, digest, grams, share

FIVE = "标准的复审周期一般不超过几年？"


def test_the_same_words_in_other_width_and_punctuation_are_the_same():
    assert digest("标准的 复审周期，（一般）不超过几年？") == digest("标准的复审周期一般不超过几年？")
    assert share(grams(FIVE), grams("标准的“复审周期”一般不超过几年？")) == 1.0


def test_a_question_with_other_options_is_another_question():
    one = grams("下列哪些属于标准？", options_from(["国家标准", "行业标准", "红头文件"]))
    other = grams("下列哪些属于标准？", options_from(["认证证书", "检测报告", "白皮书"]))
    assert (
        share(one, other)
        < ALIKE
        < share(one, grams("下列哪些属于标准", options_from(["行业标准", "国家标准", "红头文件"])))
    )


def test_the_likest_come_first_and_strangers_not_at_all():
    others = {"a": grams(FIVE), "b": grams("标准的复审周期一般不超过多少年？"), "c": grams("世界标准日是哪一天？")}
    found = alike(grams(FIVE), others, at_least=0.5)
    assert [key for key, _share in found] == ["a", "b"]
    assert found[0][1] == 1.0


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=4), st.text("标准认可检测甲乙", min_size=1, max_size=12), max_size=12
    )
)
def test_no_pair_is_missed_by_the_short_cut(stems):
    bank = {key: grams(stem) for key, stem in stems.items()}
    keys = sorted(bank)
    slow = {frozenset((a, b)) for a in keys for b in keys if a < b and share(bank[a], bank[b]) >= ALIKE}
    assert {frozenset((like.one, like.other)) for like in all_alike(bank)} == slow


def test_five_thousand_questions_are_compared_at_once():
    chance = random.Random(1)
    words = [
        "标准化法",
        "复审周期",
        "认证机构",
        "检验检测",
        "计量器具",
        "不得",
        "应当",
        "几年",
        "企业",
        "团体标准",
        "报告",
        "公开",
        "备案",
        "强制性",
        "上海市",
    ]
    characters = [chr(0x4E00 + number) for number in range(2000)]
    stems = ["".join(chance.choices(words, k=4) + chance.choices(characters, k=12)) for _ in range(5000)]
    bank = {str(number): grams(stem) for number, stem in enumerate([*stems, stems[7]])}
    assert all_alike(bank)[0][:2] == ("7", "5000")
    assert alike(bank["7"], bank)[:1] == [("7", 1.0)]
