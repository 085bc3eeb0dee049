"""Words for what stands in the question bank."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.desk.questions.forms import DIFFICULTIES
from worldday.quizzes.models import QuestionSort, QuestionState

register = template.Library()

SORTS = dict(QuestionSort.choices)
STATES = dict(QuestionState.choices)
LEVELS = dict(DIFFICULTIES)
EXAMPLES = {
    "single": _("One of several options is right."),
    "multiple": _("Several options may be right; all of them must be found."),
    "true-false": _("A statement that is true or false."),
    "fill-in": _("A word or number is typed into a blank."),
    "ordering": _("Options are put in the right order."),
    "matching": _("Each item on the left finds its own on the right."),
}
REMARKS = {
    "easy": _("More than nine in ten get it right: it hardly measures anything."),
    "hard": _("Fewer than three in ten get it right: is it taught, is it clear?"),
    "misleading": _("Good players get it wrong more often than weak ones: is the right answer right?"),
    "weak": _("It hardly tells good players from weak ones."),
    "idle-options": _("A wrong option is hardly ever chosen: it misleads nobody."),
}


@register.filter
def question_sort(value: str) -> str | Promise:
    found: str | Promise = SORTS.get(value, value)
    return found


@register.filter
def question_state(value: str) -> str | Promise:
    found: str | Promise = STATES.get(value, value)
    return found


@register.filter
def question_level(value: int) -> str | Promise:
    return LEVELS.get(value, str(value))


@register.filter
def sort_example(value: str) -> str | Promise:
    return EXAMPLES[value]


@register.filter
def remark_words(value: str) -> str | Promise:
    return REMARKS[value]


@register.filter
def share(part: int, whole: int) -> int:
    """Per cent, rounded."""
    return round(100 * part / whole) if whole else 0


@register.filter
def times(chosen: Mapping[str, int], key: str) -> int:
    return chosen.get(key, 0)
