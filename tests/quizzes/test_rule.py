from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.people.ages import BANDS
from worldday.quizzes.rule import (
    COLUMNS,
    FEEDBACK,
    RANKING,
    SEAT,
    STRENGTHS,
    TEAM_RANKING,
    BadRule,
    Door,
    Part,
    Rule,
    ranking_key,
    rule_from,
    team_ranking_key,
)
from worldday.quizzes.rule_sentences import RANKED_EN, RANKED_ZH, TEAMS_EN, TEAMS_ZH, rule_text

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
parts = st.builds(Part, st.integers(1, 50), st.integers(1, 100), words, st.integers(0, 3), st.booleans(), words)
doors = st.builds(Door, words, words, words, words)
moments = st.sampled_from(["", "2020-10-11T09:00:00+08:00", "2020-10-20T21:00:00+08:00"])
rules = st.builds(
    Rule,
    organisers=st.lists(words, max_size=3).map(tuple),
    entrances=st.lists(doors, max_size=3).map(tuple),
    districts=st.lists(words, max_size=3).map(tuple),
    opens=moments,
    closes=moments,
    paper=st.lists(parts, max_size=5).map(tuple),
    time_limit_s=st.integers(10, 4 * 3600),
    grace_s=st.integers(0, 60),
    pass_mark=st.integers(0, 1000),
    per_day=st.integers(0, 100),
    in_all=st.integers(0, 1000),
    practice=st.booleans(),
    identity=st.sampled_from(STRENGTHS),
    classes=st.booleans(),
    units=st.booleans(),
    organisers_en=st.lists(words, max_size=3).map(tuple),
    feedback=st.sampled_from(FEEDBACK),
    certificate=st.booleans(),
    prizes=st.booleans(),
)
JOINT = Rule(
    organisers=("嘉定区市场监管局",),
    entrances=(
        Door("jiading", "嘉定", "Jiading", "嘉定区市场监管局"),
        Door("kunshan", "昆山", "Kunshan", "昆山市市场监管局"),
    ),
    districts=("嘉定区",),
    opens="2020-10-11T09:00:00+08:00",
    closes="2020-10-20T21:00:00+08:00",
    paper=(Part(5, 10, "标准化法", 1), Part(1, 50, fixed=True)),
    time_limit_s=90,
    per_day=1,
    in_all=3,
    identity="phone",
    prizes=True,
    feedback="after-closing",
)


@given(rules)
def test_a_rule_survives_its_json(rule):
    assert rule_from(rule.as_json()) == rule
    assert rule_from(rule.as_json()).digest == rule.digest


@given(rules, rules)
def test_two_rules_share_a_digest_only_when_they_are_one(one, other):
    assert (one.digest == other.digest) == (one == other)


@given(rules)
def test_every_rule_can_be_read_in_both_languages_and_every_promise_stands_in_both(rule):
    zh, en = rule_text(rule, "zh-hans"), rule_text(rule, "en")
    assert len(zh) == len(en) > 10
    assert all(sentence.strip() for sentence in zh + en)


def test_english_readers_meet_names_in_english_where_there_are_any():
    named = replace(
        JOINT, organisers_en=("Jiading Bureau",), paper=(Part(2, 10, "标准化法", 1, topic_en="Standardization Law"),)
    )
    said = rule_text(named, "en")
    assert said[0] == "Held by Jiading Bureau."
    assert "　Standardization Law, easy: 2 questions, 10 points each" in said
    assert "Held by 嘉定区市场监管局." in rule_text(JOINT, "en")
    assert rule_text(named, "zh-hans")[0] == "主办：嘉定区市场监管局。"


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_whatever_the_code_runs_changes_what_people_read(lang):
    """A value that decides something and stands in no sentence would be a secret rule."""
    other = {
        "organisers": ("别的局",), "entrances": JOINT.entrances[:1], "districts": (), "opens": "2020-10-12T09:00:00+08:00",
        "closes": "2020-10-21T21:00:00+08:00", "time_zone": "Asia/Urumqi", "paper": (Part(5, 10, "标准化法", 2),),
        "time_limit_s": 60, "grace_s": 7, "pass_mark": 61, "per_day": 2, "in_all": 4, "practice": False, "identity": "wechat",
        "classes": False, "units": True, "feedback": "at-once", "certificate": True, "prizes": False,
    }  # fmt: skip
    fixed = {"ranking", "team_ranking"}  # one way only; their words are compared below
    fixed.add("organisers_en")  # names that decide nothing
    assert other.keys() | fixed == {field for field in JOINT.as_json() if field != "format"}
    for field, value in other.items():
        assert rule_text(replace(JOINT, **{field: value}), lang) != rule_text(JOINT, lang), field


def test_ranking_words_are_those_that_run():
    assert tuple(RANKED_ZH) == tuple(RANKED_EN) == tuple(COLUMNS) == RANKING
    assert tuple(TEAMS_ZH) == tuple(TEAMS_EN) == TEAM_RANKING


def test_the_sentences_of_a_joint_quiz_with_prizes():
    text = rule_text(JOINT, "zh-hans")
    assert "本次竞答由嘉定区市场监管局、昆山市市场监管局联合举办，设嘉定、昆山2个入口，题库和规则相同。" in text
    assert "答题时间：2020年10月11日09:00至2020年10月20日21:00（Asia/Shanghai），以服务器时钟为准。" in text
    assert (
        "每份试卷6题，满分100分：" in text
        and "　标准化法·容易：5题，每题10分" in text
        and "　指定题1题，每题50分" in text
    )
    assert "每次限时1分钟30秒，以服务器时钟为准；考虑网络延迟，迟到不超过5秒的答卷仍然有效。" in text
    assert "每人计分答题机会：每天1次，共3次。" in text
    assert "个人排名：得分高者在前；相同的，用时短者在前；相同的，提交早者在前；仍相同的，名次并列。" in text
    english = rule_text(JOINT, "en")
    assert (
        "　标准化法, easy: 5 questions, 10 points each" in english
        and "　1 question chosen beforehand, 50 points each" in english
    )
    assert any("1 minute 30 seconds by the server's clock" in sentence for sentence in english)


class Stood:
    def __init__(self, score, time_ms, submitted_ms):
        self.score, self.time_ms, self.submitted_ms = score, time_ms, submitted_ms


class Team:
    def __init__(self, players, passed, points):
        self.players, self.passed, self.points = players, passed, points


def test_persons_stand_by_score_then_time_then_whoever_was_earlier():
    order = [Stood(100, 30_000, 9), Stood(100, 30_001, 1), Stood(90, 1, 1), Stood(90, 1, 2), Stood(0, 0, 0)]
    assert sorted([order[at] for at in (3, 1, 4, 0, 2, *range(5, len(order)))], key=ranking_key) == order


def test_teams_stand_by_passes_then_mean_then_players():
    order = [Team(50, 10, 100), Team(3, 9, 271), Team(9, 9, 812), Team(4, 9, 360), Team(3, 9, 270), Team(0, 0, 0)]
    assert sorted([order[at] for at in (3, 1, 4, 0, 2, *range(5, len(order)))], key=team_ranking_key) == order


def test_who_may_play():
    assert [Rule(identity="wechat").accepts(strength) for strength in (*STRENGTHS, SEAT, "friend")] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert not Rule(classes=False).accepts(SEAT)


@pytest.mark.parametrize(
    "data",
    [
        {"time_limit_s": 9}, {"time_limit_s": "600"}, {"time_limit_s": True}, {"identity": "face"}, {"feedback": "never"},
        {"in_all": -1}, {"ranking": ["time", "score"]}, {"paper": [{"count": 0, "points": 10}]}, {"paper": [{"questions": 3}]},
        {"shared": 3}, {"format": "worldday.quiz-rule/2"}, {"practice": 1}, {"organisers": [1]},
    ],
)  # fmt: skip
def test_what_is_not_a_rule_is_refused(data):
    with pytest.raises(BadRule):
        rule_from(data)


def test_the_hot_path_gets_its_limits_from_the_rule():
    import msgspec

    from worldday.quizzes.intake.papers import Limits

    given_ = JOINT.for_intake()
    limits = msgspec.convert(given_, Limits)
    assert (limits.time_limit_s, limits.grace_s, limits.per_day, limits.in_all) == (90, 5, 1, 3)
    assert (limits.identity, limits.classes, limits.feedback, limits.practice) == ("phone", True, "after-closing", True)
    assert (limits.districts, limits.age_bands, limits.guardian_bands) == (("嘉定区",), BANDS, ("under-14",))
    assert given_.keys() <= set(Limits.__struct_fields__)  # nothing is said that nobody hears
