"""The rule of a quiz as the sentences people read, in Chinese and English. Pure: every sentence comes from the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from .rule import Part, Rule


class Words(NamedTuple):
    """One sentence in both languages, picked by `said`."""

    zh: str
    en: str


def rule_text(rule: Rule, lang: str) -> list[str]:
    """The rule in words, one sentence per promise, in the order in which a player meets them. `lang`: zh… or en."""
    zh = lang.startswith("zh")
    return [words.zh if zh else words.en for part in PARTS for words in part(rule)]


def _who_holds_it(rule: Rule) -> Iterator[Words]:
    if rule.organisers:
        yield Words(
            f"主办：{'、'.join(rule.organisers)}。", f"Held by {', '.join(rule.organisers_en or rule.organisers)}."
        )
    if rule.entrances:
        yield Words(
            f"本次竞答由{'、'.join(door.unit for door in rule.entrances)}联合举办，设{'、'.join(door.name for door in rule.entrances)}"
            f"{len(rule.entrances)}个入口，题库和规则相同。",
            f"It is held jointly through {len(rule.entrances)} entrances "
            f"({', '.join(door.name_en or door.name for door in rule.entrances)}), with the same questions and the same rule.",
        )


def _when(rule: Rule) -> Iterator[Words]:
    if rule.opens and rule.closes:
        opens, closes = datetime.fromisoformat(rule.opens), datetime.fromisoformat(rule.closes)
        yield Words(
            f"答题时间：{_moment_zh(opens)}至{_moment_zh(closes)}（{rule.time_zone}），以服务器时钟为准。",
            f"It is open from {_moment_en(opens)} to {_moment_en(closes)} ({rule.time_zone}), by the server's clock.",
        )


def _who_may_enter(rule: Rule) -> Iterator[Words]:
    yield {
        "device": Words(
            "人人可参加，无须登录；同一设备视为同一人。",
            "Everybody may take part without signing in; one device counts as one person.",
        ),
        "wechat": Words(
            "人人可参加，须以微信或手机号确认为同一人，同一人只计一人。",
            "Everybody may take part; a WeChat account or a phone number shows that one person counts once.",
        ),
        "phone": Words(
            "人人可参加，须以手机号验证码确认为同一人，同一人只计一人。",
            "Everybody may take part; a code sent to a phone shows that one person counts once.",
        ),
    }[rule.identity]
    yield Words("参加免费；分享、关注不带来任何好处。", "Entry is free; sharing or following brings no benefit.")
    if rule.classes:
        yield Words(
            "学校可凭教师的班级码参加，不收集学生个人信息；班级答题只计入班级和学校排名。",
            "Schools may play by a teacher's class code without pupils' personal data; such attempts count for class and school only.",
        )
    if rule.units:
        yield Words(
            "单位可凭单位码组队：本人照常答题、计入个人排名，同时计入单位排名；不填单位码不影响参加。",
            "Units may take part by a code: whoever gives it plays as anybody else and counts for the unit, too; "
            "leaving it out changes nothing.",
        )
    if rule.districts:
        yield Words(
            "可以选填所在区和年龄段，不填不影响参加。",
            "You may name your district and age group; leaving them out changes nothing.",
        )
    yield Words(
        "不满十四周岁的，请在班级模式下参加，或由监护人同意后参加。",
        "Anyone under 14 plays in class mode or with a guardian's consent.",
    )


def _paper(rule: Rule) -> Iterator[Words]:
    if not rule.paper:
        return
    yield Words(
        f"每份试卷{rule.questions}题，满分{rule.full_marks}分：",
        f"A paper has {rule.questions} questions and {rule.full_marks} points:",
    )
    for part in rule.paper:
        yield Words(f"　{_part_zh(part)}", f"　{_part_en(part)}")
    if not all(part.fixed for part in rule.paper):
        yield Words(
            "题目由系统按上述比例随机抽取，每份试卷难度相同；选项顺序随机。",
            "Questions are drawn at random in these shares, so that papers are equally hard; options are shuffled.",
        )


def _time(rule: Rule) -> Iterator[Words]:
    yield Words(
        f"每次限时{_span_zh(rule.time_limit_s)}，以服务器时钟为准；考虑网络延迟，迟到不超过{rule.grace_s}秒的答卷仍然有效。",
        f"Each attempt has {_span_en(rule.time_limit_s)} by the server's clock; "
        f"for slow lines, answers that arrive up to {rule.grace_s} seconds late still count.",
    )


def _attempts(rule: Rule) -> Iterator[Words]:
    limits_zh = [
        text for limit, text in ((rule.per_day, f"每天{rule.per_day}次"), (rule.in_all, f"共{rule.in_all}次")) if limit
    ]
    limits_en = [
        text
        for limit, text in ((rule.per_day, f"{rule.per_day} a day"), (rule.in_all, f"{rule.in_all} in all"))
        if limit
    ]
    yield Words(
        f"每人计分答题机会：{'，'.join(limits_zh)}。" if limits_zh else "每人计分答题次数不限。",
        f"Counted attempts per person: {', '.join(limits_en)}." if limits_en else "Counted attempts are not limited.",
    )
    if rule.in_all != 1:
        yield Words("多次答题的，取最好的一次。", "Of several attempts the best one counts.")
    if rule.practice:
        yield Words("练习不限次数，不计分、不计排名。", "Practice is unlimited and counts for nothing.")
    yield Words(
        "同一份试卷重复提交的，以第一次提交的为准。",
        "A paper that is handed in twice counts as it was handed in first.",
    )


RANKED_ZH = {"score": "得分高者在前", "time": "用时短者在前", "earlier": "提交早者在前"}
RANKED_EN = {
    "score": "the higher score first",
    "time": "the shorter time first",
    "earlier": "whoever handed in earlier first",
}
TEAMS_ZH = {"passed": "达标人数多者在前", "mean": "人均最好成绩高者在前", "players": "参加人数多者在前"}
TEAMS_EN = {
    "passed": "more people who passed first",
    "mean": "the higher mean of best scores first",
    "players": "more players first",
}


def _ranking(rule: Rule) -> Iterator[Words]:
    yield Words(f"{rule.pass_mark}分及以上为达标。", f"{rule.pass_mark} points or more are a pass.")
    yield Words(
        f"个人排名：{'；相同的，'.join(RANKED_ZH[word] for word in rule.ranking)}；仍相同的，名次并列。",
        f"Persons are ranked: {'; if equal, '.join(RANKED_EN[word] for word in rule.ranking)}; if still equal, they share the place.",
    )
    yield Words(
        f"区、学校和单位、入口排名：{'；相同的，'.join(TEAMS_ZH[word] for word in rule.team_ranking)}；仍相同的，名次并列。",
        f"Districts, schools and units, and entrances are ranked: {'; if equal, '.join(TEAMS_EN[word] for word in rule.team_ranking)}; "
        "if still equal, they share the place.",
    )


def _afterwards(rule: Rule) -> Iterator[Words]:
    yield {
        "at-once": Words(
            "交卷后即显示得分、每题答案、解析和依据。",
            "After handing in, the score and every answer with explanation and basis are shown.",
        ),
        "after-closing": Words(
            "交卷后即显示得分；答题结束后显示每题答案、解析和依据。",
            "After handing in, the score is shown; answers with explanation and basis follow when the quiz has closed.",
        ),
    }[rule.feedback]
    if rule.certificate:
        yield Words("达标者可领取参与证明。", "Whoever passes may have a certificate of participation.")
    if rule.prizes:
        yield Words(
            "奖品和抽奖规则另行公布，与本规则一并适用。",
            "Prizes and the draw follow their own published rule, which applies together with this one.",
        )


def _fairness(_rule: Rule) -> Iterator[Words]:
    yield Words(
        "异常答卷由系统提示、由工作人员决定是否作废，并说明理由；本人可以申诉，由另一名工作人员复核；作废后重新排名。",
        "Unusual attempts are pointed out by the system; a person decides, with a reason, whether one is void. It can be appealed, "
        "another person decides again, and the ranking is made anew.",
    )
    yield Words(
        "题目有误的，公布更正和理由，按更正后的答案重新计分并重新排名。",
        "If a question proves wrong, the correction and its reason are published, and scores and ranking are made anew.",
    )


PARTS: tuple[Callable[[Rule], Iterator[Words]], ...] = (
    *(_who_holds_it, _when, _who_may_enter, _paper, _time, _attempts, _ranking, _afterwards, _fairness),
)
DIFFICULTY_ZH = {0: "", 1: "容易", 2: "中等", 3: "较难"}
DIFFICULTY_EN = {0: "", 1: "easy", 2: "medium", 3: "hard"}


def _part_zh(part: Part) -> str:
    if part.fixed:
        return f"指定题{part.count}题，每题{part.points}分"
    what = "·".join(filter(None, (part.topic, DIFFICULTY_ZH[part.difficulty]))) or "全部题目中"
    return f"{what}：{part.count}题，每题{part.points}分"


def _part_en(part: Part) -> str:
    if part.fixed:
        return f"{_questions_en(part)} chosen beforehand, {part.points} points each"
    what = ", ".join(filter(None, (part.topic_en or part.topic, DIFFICULTY_EN[part.difficulty]))) or "any question"
    return f"{what}: {_questions_en(part)}, {part.points} points each"


def _moment_zh(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"


def _moment_en(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def _span_zh(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return (f"{minutes}分钟" if minutes else "") + (f"{rest}秒" if rest else "")


def _span_en(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} minute{'s' * (minutes > 1)}"] * bool(minutes) + [f"{rest} second{'s' * (rest > 1)}"] * bool(
        rest
    )
    return " ".join(parts)


def _questions_en(part: Part) -> str:
    return f"{part.count} question{'s' * (part.count > 1)}"
