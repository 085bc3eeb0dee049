"""A quiz with one question of every sort, three entrances and a few people in its ranking."""

from tests.factories.quizzes import BY, make_attempt, make_quiz, make_quiz_activity
from tests.factories.units import make_unit
from worldday.base import scope
from worldday.quizzes import actions
from worldday.quizzes.actions import EntranceSpec, PartSpec
from worldday.quizzes.models import Question, Quiz
from worldday.quizzes.ranking import Follower
from worldday.units.models import Unit


def options(keys: str, *texts: str) -> list[dict]:
    return [{"key": key, "text": text, "text_en": ""} for key, text in zip(keys, texts, strict=True)]


SIX = [
    {"sort": "single", "stem": "强制性国家标准的代号是哪一个？", "stem_en": "What is the code of a mandatory national standard?",
     "options": options("abcd", "GB", "GB/T", "DB", "T/"), "answer": ["a"]},
    {"sort": "multiple", "stem": "下列哪些是国际标准组织？",
     "options": options("abcd", "国际标准化组织", "国际电工委员会", "国际电信联盟", "世界卫生组织"), "answer": ["a", "b", "c"]},
    {"sort": "true-false", "stem": "推荐性国家标准的技术要求可以低于强制性国家标准。", "options": [], "answer": [False]},
    {"sort": "fill-in", "stem": "世界标准日是每年的____月____日。", "options": [], "answer": [["10", "十"], ["14", "十四"]]},
    {"sort": "ordering", "stem": "把制定标准的几个阶段按先后排好。",
     "options": options("abcd", "立项", "起草", "征求意见", "批准发布"), "answer": ["a", "b", "c", "d"]},
    {"sort": "matching", "stem": "把代号和标准的类别配对。",
     "options": {"left": options("abc", "GB", "DB", "T/"), "right": options("xyz", "国家标准", "地方标准", "团体标准")},
     "answer": [["a", "x"], ["b", "y"], ["c", "z"]]},
]  # fmt: skip


def make_six(owner: Unit) -> list[Question]:
    values = {
        "owner": owner, "author_name": "甲", "reviewer_name": "乙", "state": "reviewed", "topics": ["六种"], "difficulty": 1,
        "basis": "中华人民共和国标准化法", "basis_article": "第二条", "basis_version": "2017",
        "explanation": "标准包括国家标准、行业标准、地方标准和团体标准、企业标准。",
    }  # fmt: skip
    with scope.everything("factory"):
        return [Question.objects.create(code=f"six{at}", **(values | row)) for at, row in enumerate(SIX)]


def make_joint_quiz(**rule) -> Quiz:
    """Frozen, with entrances `jiading`, `kunshan` and `taicang`, and twelve people who have answered."""
    activity = make_quiz_activity()
    owner = activity.campaign.owner
    quiz = make_quiz(activity=activity, **({"in_all": 3} | rule))
    actions.set_paper(quiz=quiz, parts=[PartSpec(question=one) for one in make_six(owner)], by=BY)
    doors = [
        ("jiading", "嘉定", "Jiading", 30),
        ("kunshan", "昆山", "Kunshan", 150),
        ("taicang", "太仓", "Taicang", 290),
    ]
    actions.set_entrances(
        quiz=quiz,
        entrances=[
            EntranceSpec(slug, make_unit(f"{zh}市场监管局", parent=owner), f"{zh}入口", en, hue)
            for slug, zh, en, hue in doors
        ],
        by=BY,
    )
    actions.freeze(quiz=quiz, by=BY)
    found = Quiz._base_manager.get(pk=quiz.pk)
    for number in range(12):
        district = ["嘉定区", "金山区", ""][number % 3]
        make_attempt(found, 1000 + number, score=20 + number % 5 * 10, seconds=50 + number * 3, district=district)
    Follower().follow()
    return found
