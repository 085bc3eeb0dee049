"""Questions in from a file and out to one: a spreadsheet, Moodle's GIFT or Moodle's XML. An export can be corrected and
imported again."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Problem
from worldday.desk import imports, sheets
from worldday.desk.access import needs
from worldday.desk.imports import CHANGED, NEW, SAME, Line
from worldday.desk.sheets import XLSX, Column, Row
from worldday.quizzes import actions
from worldday.quizzes.exchange import BadFile, Fault, Item, faults, gift, moodle, workbook
from worldday.quizzes.exchange.item import columns
from worldday.quizzes.exchange.rows import HEADINGS, NEEDED, from_row, to_row
from worldday.quizzes.fault_sentences import file_sentence, sentence
from worldday.quizzes.items import FIELDS, item_of
from worldday.quizzes.likeness import digest
from worldday.quizzes.models import Question
from worldday.quizzes.queries import questions as queries
from worldday.units.models import Staff
from worldday.units.permissions import Permission

from .fetch import owners
from .views.browse import wanted_by

LEFT_OUT = frozenset({"foreign-sort", "no-answer-part"})  # essays, descriptions: not questions that can be scored
REMARKS = frozenset({"pictures", "tolerance"})  # kept without
FORMATS = {"xlsx": XLSX, "gift": "text/plain; charset=utf-8", "xml": "application/xml"}
FAULTS = "faults"  # where a row carries what reading a Moodle file found
ENGLISH = frozenset({"stem_en", "options_en", "explanation_en"})  # a Moodle file has no place for it


class Heading(Column):
    """A column by the names the pure room gives it, so that the file reads the same everywhere."""

    def goes_by(self) -> set[str]:
        return {sheets.fold(name) for name in NAMES[self.key]}


NAMES = {heading.key: (heading.zh, heading.en) for heading in HEADINGS}


def _import() -> imports.Import:
    return imports.Import("questions", _columns(), plan, _put, read, ".xlsx,.txt,.gift,.xml")


def _columns() -> list[Heading]:
    place = 0 if _zh() else 1
    return [
        Heading(each.key, NAMES[each.key][place], workbook.HELP.get(each.key, ("", ""))[place], each.key in NEEDED)
        for each in HEADINGS
    ]


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def import_questions(request: HttpRequest) -> HttpResponse:
    return imports.show(request, _import())


@needs(Permission.RUN_ACTIVITY)
@require_GET
def template(_request: HttpRequest) -> HttpResponse:
    return _file(workbook.write([], zh=_zh()), _("Questions, template"), "xlsx")


@needs(Permission.RUN_ACTIVITY)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows with the same filters."""
    kind = request.GET.get("format", "xlsx")
    items = [item_of(row) for row in queries.find(wanted_by(request))]
    if kind == "gift":
        return _file(gift.write(items), _("Questions"), "gift")
    if kind == "xml":
        return _file(moodle.write(items), _("Questions"), "xml")
    return _file(workbook.write(items, zh=_zh()), _("Questions"), "xlsx")


def _zh() -> bool:
    return (get_language() or "").startswith("zh")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=FORMATS[kind])
    ending = "txt" if kind == "gift" else kind
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{ending}"
    return answer


def read(file: Any, wanted: Any) -> list[Row]:
    """Rows of whichever of the three it is, by its name. Raises `Problem`."""
    name = str(getattr(file, "name", "")).lower()
    if not name.endswith((".xml", ".txt", ".gift")):
        return sheets.read(file, wanted)
    reader = moodle.read if name.endswith(".xml") else gift.read
    try:
        items = reader(file.read(moodle.MOST_BYTES + 1))
    except BadFile as problem:
        raise Problem(file_sentence(problem)) from None
    return [Row(number, _row(item)) for number, item in enumerate(items, 1)]


def _row(item: Item) -> dict[str, str]:
    found = [fault for fault in item.faults if fault.code in LEFT_OUT | REMARKS]
    said = {key: text for key, text in to_row(item).items() if key not in ENGLISH}
    return said | ({FAULTS: "\n".join(f"{each.code}\t{each.value}" for each in found)} if found else {})


def _put(lines: list[Line], staff: Staff) -> None:
    wanted = [(line.wanted["question"], line.wanted["item"]) for line in lines]
    actions.put_questions(wanted=wanted, owner=owners(staff)[0], by=staff)


def plan(rows: list[Row], staff: Staff) -> list[Line]:
    """What each row would do, for this person, to the bank as it is now."""
    return Plan(staff).lines(rows)


class Plan:
    """The bank as this person sees it, read once, and the rows seen so far."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        questions = list(Question.objects.select_related("owner"))
        self.by_code = {row.code: row for row in questions}
        self.by_content = {_content(row.stem, row.options): row.code for row in questions}
        self.seen: dict[str, int] = {}

    def lines(self, rows: list[Row]) -> list[Line]:
        return [self.line(row) for row in rows]

    def line(self, row: Row) -> Line:
        line, item = Line(row), from_row(row.values)
        told = (each.partition("\t") for each in row.values.get(FAULTS, "").split("\n") if each)
        found = [Fault(code, value=value) for code, _tab, value in told]
        line.notes += [sentence(fault) for fault in found]
        if any(fault.code in LEFT_OUT for fault in found):
            line.notes.append(_("It is left out."))
            return line
        question = self._question(line, item)
        if question is not None:
            _keep_unsaid(item, question, row.values)
        for fault in faults(item):
            line.fail(f"{_heading(fault.field)}：{sentence(fault)}")
        if line.state != imports.ERROR:
            self._say(line, item, question)
        return line

    def _question(self, line: Line, item: Item) -> Question | None:
        if not item.code:
            return None
        question = self.by_code.get(item.code)
        if question is None:
            line.notes.append(_("No question here has the code {code}; it becomes a new one.").format(code=item.code))
        elif not queries.may_change(self.staff, question):
            line.fail(_("The question {code} belongs to a unit you do not work for.").format(code=item.code))
        elif question.sort != item.sort:
            line.fail(_("The question {code} is of another sort.").format(code=item.code))
        return question

    def _say(self, line: Line, item: Item, question: Question | None) -> None:
        content = f"code {question.code}" if question else _content(item.stem, item.options)
        if content in self.seen:
            line.fail(_("Line {line} is about the same question.").format(line=self.seen[content]))
            return
        self.seen[content] = line.row.number
        if question is None and content in self.by_content:
            line.notes.append(_("The bank has it already: {code}.").format(code=self.by_content[content]))
            return
        line.wanted = {"question": question, "item": item}
        line.state = NEW if question is None else SAME
        if question is not None:
            changed = [name for name in FIELDS if getattr(question, name) != getattr(item, name)]
            line.notes += [_heading(name) for name in changed]
            line.state = CHANGED if changed else SAME


def _keep_unsaid(item: Item, question: Question, said: dict[str, str]) -> None:
    """What the file has no column for stays as the bank has it; an option keeps the translation of its text."""
    for name in FIELDS:
        if name in NAMES and name not in said:
            setattr(item, name, getattr(question, name))
    if "options_en" not in said:
        english = {each["text"]: each.get("text_en", "") for column in columns(question.options) for each in column}
        for each in (each for column in columns(item.options) for each in column):
            if translated := english.get(each["text"]):
                each["text_en"] = translated
    if _in_words(item) == _in_words(item_of(question)):
        item.options, item.answer = question.options, question.answer


def _in_words(item: Item) -> tuple[Any, ...]:
    """Options and answer without keys, which no file keeps, and in an order only where that is the answer."""
    left, right = (
        {each["key"]: (each["text"], each.get("text_en", "")) for each in side} for side in columns(item.options)
    )
    named: dict[Any, Any] = left | right
    said = [
        [named.get(key, key) for key in each] if isinstance(each, list) else named.get(each, each)
        for each in item.answer
    ]
    return sorted(left.values()), sorted(right.values()), said if item.sort == "ordering" else sorted(said, key=str)


def _content(stem: str, options: Any) -> str:
    texts = sorted(each.get("text", "") for column in columns(options) for each in column)
    return digest("\n".join([stem, *texts]))


def _heading(name: str) -> str:
    zh, english = NAMES.get("option_a" if name == "options" else name, ("", name))
    return zh if _zh() else english
