from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from tests.factories.questions import make_question
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit

from worldday.quizzes import actions
from worldday.quizzes.exchange import gift, moodle
from worldday.quizzes.exchange.item import columns, options_from
from worldday.quizzes.items import item_of
from worldday.quizzes.models import BasisVersion, Question
from worldday.units.models import Unit

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def author(bureau):
    return make_staff("王一", unit=bureau)


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


def only() -> Question:
    return Question._base_manager.get()


def path(name, *args) -> str:
    return reverse(f"desk_questions:{name}", args=args)


def filled(**fields):
    return {
        "stem": "标准的复审周期一般不超过几年？", "explanation": "一般不超过五年。", "basis": "中华人民共和国标准化法",
        "basis_article": "第二十九条", "basis_version": "2017年修订", "difficulty": "1", "topics": "标准化法，复审", "shared": "on",
    } | fields  # fmt: skip


# --- writing, one form per sort ---


@pytest.mark.parametrize(
    ("sort", "fields", "options", "answer"),
    [
        ("single", {"text": ["三年", "五年", "", ""], "text_en": ["three", "five"], "key": ["", "", "", ""], "right": "1"},
         [{"key": "a", "text": "三年", "text_en": "three"}, {"key": "b", "text": "五年", "text_en": "five"}], ["b"]),
        ("multiple", {"text": ["甲", "乙", "丙"], "right": ["0", "2"]}, options_from(["甲", "乙", "丙"]), ["a", "c"]),
        ("true-false", {"truth": "false"}, [], [False]),
        ("fill-in", {"stem": "不超过____年", "spellings": "五 | 5\n"}, [], [["五", "5"]]),
        ("ordering", {"text": ["先", "后", "末"], "key": ["b", "a", ""]},
         [{"key": "a", "text": "后"}, {"key": "b", "text": "先"}, {"key": "c", "text": "末"}], ["b", "a", "c"]),
        ("matching", {"left": ["标准日", "认可日", ""], "left_en": ["", "", ""], "text": ["10月14日", "6月9日", "12月4日"]},
         {"left": [{"key": "1", "text": "标准日"}, {"key": "2", "text": "认可日"}],
          "right": options_from(["10月14日", "6月9日", "12月4日"])}, [["1", "a"], ["2", "b"]]),
    ],
)  # fmt: skip
def test_every_sort_is_written_without_a_script(desk, sort, fields, options, answer):
    bureau = Unit.objects.get()
    assert desk.get(path("add", sort)).status_code == 200
    answered = desk.post(path("add", sort), filled(owner=bureau.code, **fields))
    made = only()
    assert (answered.status_code, answered.headers["Location"]) == (302, path("question", made.code))
    assert (made.sort, made.options, made.answer, made.topics) == (sort, options, answer, ["标准化法", "复审"])
    assert (made.state, made.author_name, made.owner) == ("draft", "王一", bureau)
    shown = desk.get(path("question", made.code))
    assert len(shown.context["said"].filled) == max(len(columns(options)[0]) and 3, len(columns(options)[1]))
    page = desk.get(path("edit", made.code))
    assert page.context["said"].answer == answer


def test_more_rows_keeps_what_was_typed_and_saves_nothing(desk, bureau):
    answered = desk.post(path("add", "single"), filled(text=["三年", "五年"], right="1", rows="4", more="yes"))
    rows = answered.context["said"].rows
    assert (answered.status_code, len(rows)) == (200, 8)
    assert [(row.text, row.right) for row in rows[:3]] == [("三年", False), ("五年", True), ("", False)]
    assert Question._base_manager.count() == 0


@pytest.mark.parametrize("sort", ["single", "ordering", "matching", "fill-in", "true-false"])
def test_a_form_put_together_by_hand_is_answered_in_words(desk, sort):
    odd = {
        "left": ["甲", "乙"],
        "text": ["丙"],
        "key": ["zz", "a", "a"],
        "right": ["9", "²", "x"],
        "rows": "²",
        "truth": "maybe",
    }
    assert desk.post(path("add", sort), filled(**odd)).status_code == 422
    assert desk.post(path("add", sort), filled(more="yes", **odd)).status_code == 200
    assert Question._base_manager.count() == 0


def test_what_is_wrong_stands_on_the_form_with_everything_typed(desk, bureau):
    answered = desk.post(path("add", "single"), filled(owner=bureau.code, text=["五年", "五年"]))
    said = answered.content.decode()
    assert answered.status_code == 422
    assert "有两个选项内容相同。" in said and "单选题恰好有一个正确选项。" in said
    assert said.count('value="五年"') == 2


def test_a_question_keeps_its_keys_when_an_option_in_the_middle_goes(desk, bureau, author):
    found = make_question(bureau, author)
    kept = {"key": ["a", "c", ""], "text": ["三年", "十年", "五年"], "right": "2"}
    desk.post(path("edit", found.code), filled(**kept))
    assert only().options == [{"key": "a", "text": "三年"}, {"key": "c", "text": "十年"}, {"key": "b", "text": "五年"}]
    assert only().answer == ["b"]


def test_alike_questions_are_shown_while_writing_and_on_the_page(desk, bureau, author):
    one = make_question(bureau, author)
    assert one.stem in desk.get(path("like"), {"stem": "标准的复审周期一般不超过多少年"}).content.decode()
    assert desk.get(path("like"), {"stem": one.stem, "code": one.code}).content.decode().strip() == ""
    two = make_question(bureau, author)
    assert one.code in desk.get(path("question", two.code)).content.decode()
    [(first, second, percent)] = desk.get(path("duplicates")).context["pairs"]
    assert ({first, second}, percent) == ({one, two}, 100)


# --- two people ---


def test_a_question_goes_from_hand_to_hand(client, bureau, author):
    found = make_question(bureau, author)
    client.force_login(author)
    client.post(path("submit", found.code))
    page = client.get(path("question", found.code)).content.decode()
    assert "批准" not in page and "须由作者和最后修改人以外的人审核" in page
    client.post(path("approve", found.code))
    assert only().state == "submitted"
    client.force_login(make_staff("李二", unit=bureau))
    assert "批准" in client.get(path("question", found.code)).content.decode()
    client.post(path("approve", found.code))
    assert (only().state, only().reviewer_name) == ("reviewed", "李二")
    client.post(path("retire", found.code), {"reason": "条文已改"})
    client.post(path("reinstate", found.code))
    assert only().state == "draft"


def test_a_district_reads_the_shared_questions_of_the_city_and_changes_none(client, bureau, author):
    east = make_unit("东区局", parent=bureau)
    shared, own = make_question(bureau, author), make_question(bureau, author, stem="市局自用", shared=False)
    client.force_login(make_staff(unit=east, role="unit-staff"))
    assert client.get(path("question", shared.code)).status_code == 200
    assert client.get(path("question", own.code)).status_code == 404
    for name in ("edit", "submit", "retire"):
        assert client.post(path(name, shared.code), {"reason": "x"}).status_code in (302, 403)
    assert Question._base_manager.get(pk=shared.pk).state == "draft"


def test_what_is_ticked_is_handed_over_or_retired_together(desk, bureau, author):
    rows = [make_question(bureau, author, stem=f"第{number}题") for number in range(3)]
    codes = [row.code for row in rows[:2]]
    desk.post(path("many"), {"code": codes, "do": "submit", "query": "state=draft"})
    assert sorted(Question._base_manager.values_list("state", flat=True)) == ["draft", "submitted", "submitted"]
    desk.post(path("many"), {"code": codes, "do": "retire"})
    assert Question._base_manager.filter(state="retired").count() == 0
    desk.post(path("many"), {"code": codes, "do": "retire", "reason": "旧"})
    assert Question._base_manager.filter(state="retired").count() == 2


# --- the list and the reports ---


def test_the_list_is_filtered_and_costs_the_same_for_one_question_and_for_three(desk, bureau, author):
    counts = []
    desk.get(path("list"))
    for more in (1, 2):
        for number in range(more):
            make_question(bureau, author, stem=f"第{more}{number}题", difficulty=3)
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(path("list"), {"difficulty": "3", "topic": "标准化法"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25
    assert page.context["page"].paginator.count == 3
    assert desk.get(path("list"), {"difficulty": "x", "state": "retired"}).context["page"].paginator.count == 0


def test_a_new_version_of_a_law_is_noted_and_names_its_questions(desk, bureau, author):
    found = make_question(bureau, author)
    wanted = {"basis": found.basis, "version": "2030年修订", "since": "2020-01-01"}
    assert desk.post(path("note"), wanted | {"since": "soon"}).status_code == 422
    desk.post(path("note"), wanted)
    page = desk.get(path("validity"))
    assert [row.question for row in page.context["report"].changed] == [found]
    assert "2030年修订" in page.content.decode()
    desk.post(path("forget", BasisVersion._base_manager.get().pk))
    assert BasisVersion._base_manager.count() == 0


def test_statistics_show_what_stands_out(desk, bureau, author):
    found = make_question(bureau, author)
    assert "没有需要特别留意的题目" in desk.get(path("statistics")).content.decode()
    Question._base_manager.filter(pk=found.pk).update(asked=40, right=40)
    assert desk.get(path("statistics"), {"all": ""}).context["all"] == 1


# --- files ---


def upload(desk, file):
    return desk.post(path("import"), {"file": file})


def confirm(desk, preview):
    return desk.post(path("import"), {"lines": preview.context["signed"]})


HEADINGS = ["题型", "题干", "选项A", "选项B", "答案", "依据", "难度", "主题"]


def test_a_spreadsheet_is_previewed_then_imported_as_drafts(desk, bureau):
    rows = [
        HEADINGS,
        ["单选", "甲？", "一", "二", "B", "标准化法", "易", "入门"],
        ["判断", "1+1=2", "", "", "对", "", "", ""],
    ]
    preview = upload(desk, sheet(rows))
    assert [line.state for line in preview.context["lines"]] == ["new", "new"]
    assert Question._base_manager.count() == 0
    confirm(desk, preview)
    made = Question._base_manager.get(sort="single")
    assert (made.answer, made.basis, made.difficulty, made.topics, made.state) == (
        ["b"],
        "标准化法",
        1,
        ["入门"],
        "draft",
    )
    assert (made.author_name, made.owner) == ("王一", bureau)


def test_rows_with_errors_keep_everything_out_and_say_what_is_wrong(desk):
    rows = [
        HEADINGS,
        ["单选", "甲？", "一", "二", "C", "", "", ""],
        ["论述", "乙？", "", "", "", "", "", ""],
        ["判断", "丙", "", "", "对", "", "", ""],
    ]
    preview = upload(desk, sheet(rows))
    said = preview.content.decode()
    assert preview.status_code == 422
    assert "答案：答案指向了不存在的选项" in said and "没有“论述”这种题型" in said
    assert confirm(desk, preview).status_code == 422
    assert Question._base_manager.count() == 0


def test_an_export_comes_back_unchanged_and_corrected(desk, bureau, author):
    found = make_question(bureau, author, stem="=1+1 等于几？")
    content = desk.get(path("export")).content
    preview = upload(desk, SimpleUploadedFile("题库.xlsx", content))
    assert [line.state for line in preview.context["lines"]] == ["same"]
    book = load_workbook(BytesIO(content))
    assert book.active["C2"].value == found.stem
    book.active["C2"] = "标准多久复审一次？"
    changed = BytesIO()
    book.save(changed)
    confirm(desk, upload(desk, SimpleUploadedFile("题库.xlsx", changed.getvalue())))
    assert only().stem == "标准多久复审一次？"


@pytest.mark.parametrize(("kind", "read"), [("gift", gift.read), ("xml", moodle.read)])
def test_moodle_files_go_out_and_come_in(desk, bureau, author, kind, read):
    found = make_question(bureau, author)
    content = desk.get(path("export"), {"format": kind, "sort": "single"}).content
    assert read(content) == [item_of(found)]
    actions.change_question(question=found, changes={"explanation": "旧的解析"}, by=author)
    preview = upload(desk, SimpleUploadedFile(f"题库.{kind}", content))
    assert [line.state for line in preview.context["lines"]] == ["changed"]
    confirm(desk, preview)
    assert only().explanation == "一般不超过五年。"


def test_what_cannot_be_asked_is_left_out_and_what_is_there_is_not_doubled(desk, bureau, author):
    make_question(bureau, author)
    text = "写一篇文章{}\n\n七加一是{#8:0.5}\n\n标准的复审周期一般不超过几年？{~三年 =五年 ~十年}\n\n强制性标准必须执行。{T}\n\n强制性标准必须执行。{T}"
    preview = upload(desk, SimpleUploadedFile("a.txt", text.encode()))
    states = {line.row.number: line.state for line in preview.context["lines"]}
    assert states == {1: "same", 2: "new", 3: "same", 4: "new", 5: "error"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'),
        ("a.xml", b"not xml"),
        ("a.txt", "标准".encode("gb18030")),
        ("a.gift", b""),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.pdf", b"%PDF"),
    ],
)
def test_a_hostile_file_gets_one_sentence(desk, name, content):
    answered = upload(desk, SimpleUploadedFile(name, content))
    said = answered.content.decode()
    assert answered.status_code == 422
    assert "未导入任何内容" in said
    assert said.count('role="alert"') == 1


def test_the_template_says_what_to_write(desk):
    book = load_workbook(BytesIO(desk.get(path("template")).content))
    assert [each.title for each in book.worksheets] == ["题库", "填写说明"]
    assert upload(desk, SimpleUploadedFile("t.xlsx", desk.get(path("template")).content)).status_code == 422


def test_a_picture_is_shown_to_whoever_may_see_the_question(client, desk, bureau, author):
    found = make_question(bureau, author)
    file = BytesIO()
    Image.new("RGB", (20, 10), "red").save(file, "PNG")
    words = {"key": "stem", "alt": "红色方块", "file": SimpleUploadedFile("a.png", file.getvalue())}
    desk.post(path("add_picture", found.code), words)
    picture = found.pictures.get()
    assert desk.get(path("picture", found.code, picture.pk)).headers["Content-Type"] == "image/webp"
    assert 'alt="红色方块"' in desk.get(path("question", found.code)).content.decode()
    client.force_login(make_staff(unit=make_unit("乙市市场监管局")))
    assert client.get(path("picture", found.code, picture.pk)).status_code == 404
    client.force_login(author)
    client.post(path("remove_picture", found.code, picture.pk))
    assert found.pictures.count() == 0
    client.post(path("add_picture", found.code), {"key": "stem", "alt": "无"})
    assert found.pictures.count() == 0
