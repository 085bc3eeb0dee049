"""Editions to answer, and phones that answer them right, wrong or anyhow."""

from typing import Any

from worldday.quizzes.intake.papers import EditionContent, draw_paper
from worldday.quizzes.intake.scoring import right_answer

TOPICS = ("标准化法", "国际标准", "团体标准", "计量单位", "认证认可")


def single(number: int) -> dict[str, Any]:
    """A question of the usual size; every third has English, too, as in the bank that is shipped."""
    return _in_chinese(number) if number % 3 else _in_chinese(number) | _in_english(number)


def _in_chinese(number: int) -> dict[str, Any]:
    return {
        "sort": "single",
        "stem": f"第 {number} 题：下列关于标准化工作的说法，哪一项符合现行规定？",
        "stem_en": f"Question {number}: which of these statements about standardization is in force?",
        "options": [
            {"key": key, "text": f"第 {number} 题的{word}说法", "text_en": f"the {english} statement of {number}"}
            for key, word, english in zip(
                "abcd", ("甲", "乙", "丙", "丁"), ("first", "second", "third", "last"), strict=True
            )
        ],
        "answer": ["abcd"[number % 4]],
        "explanation": "参见所列条款：标准由主管部门依法制定并公布，任何组织和个人可以提出意见。",
        "basis": "中华人民共和国标准化法",
        "basis_article": f"第{number % 45 + 1}条",
        "basis_version": "2017",
        "topics": [TOPICS[number % len(TOPICS)]],
        "difficulty": number // len(TOPICS) % 3 + 1,
    }


def _in_english(number: int) -> dict[str, Any]:
    words = zip(_in_chinese(number)["options"], ("first", "second", "third", "last"), strict=True)
    return {
        "stem_en": f"Question {number}: which of these statements about standardization is in force?",
        "options": [option | {"text_en": f"the {word} statement of {number}"} for option, word in words],
        "explanation_en": "See the clause: standards are made and published by the authority, and anyone may comment.",
    }


def content(questions: int = 60, **rule: Any) -> dict[str, Any]:
    """Two questions of each topic, one easy and one medium: ten for 100 points, drawn from `questions`."""
    recipe = [{"topic": topic, "difficulty": level, "count": 1, "points": 10} for topic in TOPICS for level in (1, 2)]
    return {
        "recipe": recipe,
        "questions": {f"q{number:03}": single(number) for number in range(questions)},
        "rule": {"time_limit_s": 600, "grace_s": 5, "pass_mark": 60, "in_all": 3, **rule},
        "opens_ms": None,
        "closes_ms": None,
    }


def answers(edition: EditionContent, seed: int, *, right: int = 10) -> list[list[Any]]:
    """The answers to this paper, the first `right` of them right."""
    paper = draw_paper(edition, seed)
    true = [right_answer(asked) for asked in paper]
    return [answer if place < right else [(answer[0] + 1) % 4] for place, answer in enumerate(true)]
