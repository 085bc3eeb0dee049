"""A bank's questions out to a file and back: what the file cannot say is not lost, and whatever it says breaks nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.questions import make_question
from tests.factories.units import make_staff, make_unit

from worldday.quizzes import actions
from worldday.quizzes.models import Question

pytestmark = [pytest.mark.django_db]
STEPS = [
    ("d", "立项", "Proposal"),
    ("a", "起草", "Drafting"),
    ("c", "审查", "Review"),
]  # an option between them was taken out
ORDERING = {
    "sort": "ordering", "stem": "制定标准的次序？", "stem_en": "In which order?", "answer": ["d", "a", "c"],
    "options": [{"key": key, "text": zh, "text_en": en} for key, zh, en in sorted(STEPS)],
    "explanation_en": "By the rules of the trade.",
}  # fmt: skip
MATCHING = {
    "sort": "matching", "stem": "配对。", "answer": [["2", "c"], ["1", "a"]],
    "options": {
        "left": [{"key": "1", "text": "标准日", "text_en": "Standards Day"}, {"key": "2", "text": "认可日"}],
        "right": [{"key": "a", "text": "10月14日"}, {"key": "c", "text": "6月9日"}, {"key": "b", "text": "12月4日"}],
    },
}  # fmt: skip


@pytest.fixture
def author():
    return make_staff("王一", unit=make_unit("甲市市场监管局"))


@pytest.fixture
def bureau(author):
    return author.memberships.get().unit


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


def path(name: str) -> str:
    return reverse(f"desk_questions:{name}")


def upload(desk, name: str, content: bytes):
    return desk.post(path("import"), {"file": SimpleUploadedFile(name, content)})


def confirm(desk, preview):
    return desk.post(path("import"), {"lines": preview.context["signed"]})


@pytest.mark.parametrize("kind", ["xlsx", "gift", "xml"])
@pytest.mark.parametrize("fields", [{}, ORDERING, MATCHING], ids=["single", "ordering", "matching"])
def test_what_comes_back_as_it_went_out_changes_nothing(desk, bureau, author, kind, fields):
    found = make_question(bureau, author, **fields)
    content = desk.get(path("export"), {"format": kind}).content
    preview = upload(desk, f"题库.{kind}", content)
    assert [(line.state, line.notes) for line in preview.context["lines"]] == [("same", [])]
    confirm(desk, preview)
    again = Question._base_manager.get()
    assert (again.options, again.answer, again.stem_en) == (found.options, found.answer, found.stem_en)


def test_a_correction_in_moodle_leaves_the_english_alone(desk, bureau, author):
    make_question(bureau, author, **ORDERING)
    content = desk.get(path("export"), {"format": "gift"}).content.decode()
    preview = upload(desk, "a.gift", content.replace("制定标准的次序", "制定国家标准的次序").encode())
    confirm(desk, preview)
    again = Question._base_manager.get()
    assert (again.stem, again.stem_en) == ("制定国家标准的次序？", "In which order?")
    assert (again.explanation_en, again.options) == ("By the rules of the trade.", ORDERING["options"])


def test_a_column_that_somebody_took_out_of_the_sheet_empties_nothing(desk, bureau, author):
    found = make_question(bureau, author, stem_en="How many years?", topics=["复审"])
    book = load_workbook(BytesIO(desk.get(path("export")).content))
    names = [cell.value for cell in book.active[1]]
    for name in ("题干（英文）", "主题", "依据版本", "难度"):
        book.active.delete_cols(names.index(name) + 1)
        names.remove(name)
    book.active.cell(2, names.index("解析") + 1).value = "五年。"
    out = BytesIO()
    book.save(out)
    confirm(desk, upload(desk, "题库.xlsx", out.getvalue()))
    again = Question._base_manager.get()
    assert again.explanation == "五年。"
    kept = ("stem_en", "topics", "basis_version", "difficulty")
    assert [getattr(again, name) for name in kept] == [getattr(found, name) for name in kept]


@pytest.mark.parametrize(
    "stem",
    [
        "<html></html>",
        "<html><!-- x --><frameset></frameset></html>",
        "<?xml version='1.0' encoding='x'?>",
        "&#0;&#xD800;&x",
    ],
)
def test_a_stem_that_is_no_text_costs_only_its_own_line(desk, stem):
    asked = "<question type='truefalse'><questiontext><text>{}</text></questiontext><answer fraction='100'><text>true</text></answer></question>"
    stem = stem.replace("&", "&amp;").replace("<", "&lt;")
    preview = upload(desk, "a.xml", f"<quiz>{asked.format(stem)}{asked.format('标准是自愿的。')}</quiz>".encode())
    assert preview.status_code in (200, 422)
    assert "new" in [line.state for line in preview.context["lines"]]


def test_a_file_with_null_characters_is_refused_in_one_sentence(desk):
    preview = upload(desk, "a.txt", "标准\0是什么？{=一 ~二}".encode())
    assert preview.status_code == 422
    assert "未导入任何内容" in preview.content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "gift", "xml"])
def test_control_characters_pasted_from_elsewhere_keep_nobody_from_exporting(desk, bureau, author, kind):
    found = make_question(bureau, author)
    actions.change_question(question=found, changes={"explanation": "第一行\x0b第二行"}, by=author)
    assert desk.get(path("export"), {"format": kind}).status_code == 200
