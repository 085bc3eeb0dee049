"""What `exchange.checks` finds, in the reader's language, beside the field it is about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from .exchange import BadFile, Fault

SENTENCES = {
    "sort": _("There is no sort of question “{value}”."),
    "unknown-sort": _("There is no sort of question “{value}”."),
    "foreign-sort": _("Questions of the kind “{value}” cannot be asked here."),
    "no-stem": _("The question itself is missing."),
    "too-long": _("This is longer than {value} characters."),
    "difficulty": _("The difficulty is 1, 2 or 3."),
    "unknown-difficulty": _("The difficulty is 1, 2 or 3, not “{value}”."),
    "topic": _("A topic is empty or longer than 60 characters."),
    "day": _("“{value}” is not a day; write it like 2018-01-01."),
    "days-order": _("It ends before it begins to hold."),
    "needless-options": _("This sort of question has no options."),
    "too-many-options": _("There are more than {value} options, or two with the same letter."),
    "same-options": _("Two options say the same."),
    "empty-option": _("An option between the others is empty."),
    "few-options": _("There are fewer than two options."),
    "no-pair": _("“{value}” has no equals sign between its two sides."),
    "no-answer-part": _("The part in braces with the answers is missing."),
    "answer-shape": _("Options and answer do not fit each other."),
    "no-truth": _("Say whether it is true or false."),
    "no-spelling": _("Every blank needs an accepted answer."),
    "too-many-blanks": _("There are more than eight blanks."),
    "blanks": _("The question shows another number of blanks than there are answers."),
    "pairs": _("Each left item needs one right item."),
    "unknown-answer": _("The answer names an option that is not there, or one twice."),
    "order": _("The order must name every option once."),
    "one-right": _("A single choice has exactly one right option."),
    "none-right": _("No option is marked as right."),
    "tolerance": _("A tolerance around a number cannot be kept; list the accepted numbers instead."),
    "pictures": _("It holds pictures, which are not imported; write it without, or add them by hand."),
    "lacking": _("Needed before review."),
}
FILES = {
    "not-this-format": _("This is not a file of questions in the chosen format. Nothing was imported."),
    "too-many": _("The file holds more than 5,000 questions. Nothing was imported; please split it."),
    "too-large": _("The file is too large. Nothing was imported; please split it."),
    "not-utf8": _("The file is not written in UTF-8. Nothing was imported; save it as UTF-8 and try again."),
}


def sentence(fault: Fault) -> str:
    """One fault in words."""
    return str(SENTENCES[fault.code]).format(value=fault.value)


def by_field(faults: Iterable[Fault]) -> dict[str, list[str]]:
    """Sentences as a form shows them."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        said = found.setdefault(fault.field, [])
        if sentence(fault) not in said:
            said.append(sentence(fault))
    return found


def file_sentence(problem: BadFile) -> str:
    return str(FILES[problem.code])
