"""The rule of a course as the sentences people read, made from the rule and from what the course consists of. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .rule import ASSIGNMENT, EXAM, ONSITE, PDF, SLIDES, TEXT, VIDEO, WHOLE, LessonState, Rule, is_done


class Words(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def said(self, lang: str) -> str:
        return self.zh if lang.startswith("zh") else self.en


def rule_text(
    rule: Rule, lessons: Sequence[LessonState], lang: str, *, until: date | None = None, certificate: bool = False
) -> list[str]:
    """What completes the course, one sentence per promise, in the order in which a learner meets them. `lang`: zh… or en;
    `until`: the last day that counts; `certificate`: whether one comes by itself."""
    required = Counter(lesson.sort for lesson in lessons if lesson.required)
    found = [words for sort, part in _PARTS.items() if required[sort] for words in part(rule, required[sort])]
    if not found:
        return [
            Words("本课程没有必修内容，不作完成认定。", "This course requires nothing, so nobody completes it.").said(
                lang
            )
        ]
    return [
        words.said(lang)
        for words in [
            *found,
            *_around(rule, until, certificate=certificate, has_more=len(lessons) > sum(required.values())),
        ]
    ]


def lacking_text(lesson: LessonState, rule: Rule, lang: str) -> str:
    """What is still lacking in this lesson; "" once it is done."""
    return "" if is_done(lesson, rule) else _LACKING[lesson.sort](lesson, rule).said(lang)


def _many(count: int, one: str, more: str) -> str:
    return one if count == 1 else more.format(n=count)


def _videos(rule: Rule, count: int) -> Iterator[Words]:
    yield Words(
        f"看完{count}个视频，每个实际播放不少于{rule.watched}%；拖动进度条跳过的部分不算，倍速播放按看到的内容计算。",
        f"Watch at least {rule.watched} % of {_many(count, 'the video', 'each of the {n} videos')}, "
        "really played: what is skipped does not count, what is played faster counts as seen.",
    )


def _texts(_rule: Rule, count: int) -> Iterator[Words]:
    yield Words(
        f"读完{count}篇课文，并在文末确认。",
        f"Read {_many(count, 'the text', 'the {n} texts')} to the end and say so there.",
    )


def _papers(rule: Rule, count: int) -> Iterator[Words]:
    share = "全部" if rule.seen == WHOLE else f"不少于{rule.seen}%的"
    part = "every page" if rule.seen == WHOLE else f"at least {rule.seen} % of the pages"
    yield Words(
        f"翻阅{count}份文件{share}页面。",
        f"Look through {part} of {_many(count, 'the document', 'each of the {n} documents')}.",
    )


def _slides(rule: Rule, count: int) -> Iterator[Words]:
    share = "全部" if rule.seen == WHOLE else f"不少于{rule.seen}%的"
    part = "every page" if rule.seen == WHOLE else f"at least {rule.seen} % of the pages"
    yield Words(
        f"翻阅{count}份课件{share}页面。",
        f"Look through {part} of {_many(count, 'the slides', 'each of the {n} sets of slides')}.",
    )


def _onsite(_rule: Rule, count: int) -> Iterator[Words]:
    yield Words(
        f"到场参加{count}次现场课，以签到为准。",
        f"Come to {_many(count, 'the session on site', 'each of the {n} sessions on site')}; being checked in is what counts.",
    )


def _exams(rule: Rule, count: int) -> Iterator[Words]:
    which = "考试" if count == 1 else f"{count}次考试，每次"
    yield Words(
        f"参加{which}得分不低于满分的{rule.exam}%，多次作答取最好的一次。",
        f"Reach at least {rule.exam} % of the points in {_many(count, 'the exam', 'each of the {n} exams')}; the best attempt counts.",
    )


def _assignments(rule: Rule, count: int) -> Iterator[Words]:
    yield Words(
        f"提交{count}份作业，由老师批改，每份不低于{rule.assignment}分（满分100分）。",
        f"Hand in {_many(count, 'the assignment', 'each of the {n} assignments')}, marked by a teacher with at least {rule.assignment} out of 100.",
    )


_PARTS: dict[str, Callable[[Rule, int], Iterator[Words]]] = {
    VIDEO: _videos,
    TEXT: _texts,
    PDF: _papers,
    SLIDES: _slides,
    ONSITE: _onsite,
    EXAM: _exams,
    ASSIGNMENT: _assignments,
}


def _around(rule: Rule, until: date | None, *, certificate: bool, has_more: bool) -> Iterator[Words]:
    if rule.in_order:
        yield Words(
            "各课按顺序学习，学完前一课才能打开后一课。",
            "Lessons open one after another, each once the ones before it are done.",
        )
    if has_more:
        yield Words("标有“选学”的课不影响完成。", "Lessons marked as optional change nothing about completion.")
    if until is not None:
        yield Words(
            f"以上须在{until.year}年{until.month}月{until.day}日（含）之前完成。",
            f"All of this counts until {until:%-d %B %Y} inclusive.",
        )
    if certificate:
        yield Words(
            "完成后，系统自动颁发学习证明，可在线查验。",
            "On completion a certificate of learning is issued by itself; anyone can verify it.",
        )


def _watch(lesson: LessonState, rule: Rule) -> Words:
    return Words(
        f"已看{lesson.percent}%，需看满{rule.watched}%。", f"{lesson.percent} % watched; {rule.watched} % is needed."
    )


def _see(lesson: LessonState, rule: Rule) -> Words:
    return Words(
        f"已翻阅{lesson.percent}%，需翻阅{rule.seen}%。",
        f"{lesson.percent} % of the pages seen; {rule.seen} % is needed.",
    )


def _score(lesson: LessonState, needed: int, zh: str, en: str) -> Words:
    if lesson.score is None:
        return Words(zh, en)
    return Words(
        f"目前{lesson.score}分，需{needed}分（满分100分）。", f"{lesson.score} of 100 so far; {needed} is needed."
    )


_LACKING: dict[str, Callable[[LessonState, Rule], Words]] = {
    VIDEO: _watch,
    TEXT: lambda _lesson, _rule: Words("还未读完。", "Not read to the end yet."),
    PDF: _see,
    SLIDES: _see,
    ONSITE: lambda _lesson, _rule: Words("还未签到。", "Not checked in yet."),
    EXAM: lambda lesson, rule: _score(lesson, rule.exam, "还未参加考试。", "The exam has not been taken yet."),
    ASSIGNMENT: lambda lesson, rule: _score(lesson, rule.assignment, "尚无已批改的作业。", "No marked assignment yet."),
}
