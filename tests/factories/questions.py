from worldday.base.audit import System
from worldday.quizzes import actions
from worldday.quizzes.exchange.item import options_from
from worldday.quizzes.models import Question

COMPLETE = {
    "sort": "single",
    "stem": "标准的复审周期一般不超过几年？",
    "options": options_from(["三年", "五年", "十年"]),
    "answer": ["b"],
    "explanation": "一般不超过五年。",
    "basis": "中华人民共和国标准化法",
    "basis_article": "第二十九条",
    "basis_version": "2017年修订",
    "topics": ["标准化法"],
}


def make_question(owner, by=None, **fields) -> Question:
    """A complete draft."""
    return actions.write_question(owner=owner, by=by or System("test"), **(COMPLETE | fields))
