"""Packages that mean harm, are broken, or come from an old Windows. Each refusal is one sentence, and nothing is read on."""

import io
import struct
import zipfile

import pytest
from tests.factories.course_plans import COURSE, FILES, LESSON, MP4, PNG, folder_of, zip_of

from worldday.courses.package_sentences import SENTENCES, sentence_for
from worldday.courses.packages import BadPackage, read, unpacking

PICTURE = LESSON + "\n![图](../media/a.png)\n"
WITH_PICTURE = FILES | {"01-要素/01-范围.md": PICTURE, "media/a.png": PNG}


def refused(source, into) -> str:
    with pytest.raises(BadPackage) as told:
        read(source, into)
    sentence = sentence_for(told.value)
    assert sentence
    assert "{" not in sentence
    return told.value.code


def named(raw: bytes, *, utf8: bool) -> io.BytesIO:
    """A package whose only lesson has these bytes for a name, with or without the flag that says they are UTF-8."""
    out = zip_of({"course.md": COURSE, "N" * len(raw): LESSON})
    data = out.getvalue().replace(b"N" * len(raw), raw)
    if utf8:
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.rindex(mark)
            data = data[: at + offset] + struct.pack("<H", 0x800) + data[at + offset + 2 :]
    return io.BytesIO(data)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"../course.md": COURSE}, "traversal"),
        ({"course.md": COURSE, "01-a/../../x.md": LESSON}, "traversal"),
        ({"/etc/passwd": "x"}, "traversal"),
        ({"C:/x.md": "x"}, "traversal"),
        ({"course.md": COURSE, "01-a\\..\\..\\x.md": LESSON}, "traversal"),
        ({"course.md": COURSE, "01-a/\u202egpj.md": LESSON}, "name"),
        ({"course.md": COURSE, "01-a/" + "长" * 300 + ".md": LESSON}, "name"),
        ({"course.md": COURSE, "a/1.md": LESSON, "A/1.md": LESSON}, "name-twice"),
        ({"imsmanifest.xml": "<manifest/>", "index.html": ""}, "scorm"),
        ({"readme.txt": "x"}, "no-course"),
        ({"course.md": COURSE}, "no-lessons"),
        ({"course.md": "课程", "a/1.md": LESSON}, "no-title"),
        ({"course.md": "---\ntitle: x\n", "a/1.md": LESSON}, "front-open"),
        ({"course.md": "---\ntitle\n---\n", "a/1.md": LESSON}, "front-line"),
        ({"course.md": "---\ntitle: x\ntitle: y\n---\n", "a/1.md": LESSON}, "front-twice"),
        ({"course.md": "---\ntitle: x\ncolour: red\n---\n", "a/1.md": LESSON}, "front-key"),
        ({"course.md": "---\ntitle: x\nwatched: 101\n---\n", "a/1.md": LESSON}, "front-value"),
        ({"course.md": "---\ntitle: x\nformat: other/2\n---\n", "a/1.md": LESSON}, "format"),
        ({"course.md": f"---\ntitle: {'长' * 501}\n---\n", "a/1.md": LESSON}, "front-long"),
        ({"course.md": COURSE, "a/1-x.md": LESSON, "b/2-x.md": LESSON}, "key-twice"),
        ({"course.md": COURSE, "a/1.md": "---\nsort: game\n---\n"}, "front-value"),
        ({"course.md": COURSE, "a/1.md": "---\nsort: video\n---\n"}, "lesson-without-video"),
        ({"course.md": COURSE, "a/1.md": "---\nsort: pdf\n---\n"}, "lesson-without-pdf"),
        ({"course.md": COURSE, "a/1.md": "---\nsort: exam\n---\n"}, "lesson-without-exam"),
        ({"course.md": COURSE, "a/1.md": "---\nsort: exam\npaper:\n  - 标准 | 9 | 1 | 10\n---\n"}, "front-value"),
        ({"course.md": COURSE, "a/1.md": "---\nsort: exam\npaper:\n  - 标准 | 1\n---\n"}, "front-value"),
        ({"course.md": COURSE, "a/1.md": "---\nevent: 开放日\n---\n"}, "event-elsewhere"),
        ({"course.md": COURSE, "a/1.md": "---\nsources:\n  - 甲\n  - 乙\nsources_en:\n  - A\n---\n"}, "sources-en"),
        ({"course.md": COURSE, "a/1.md": "---\nsources_en:\n  - A\n---\n"}, "sources-en"),
        ({"course.md": COURSE, "a/1.md": PICTURE}, "missing-file"),
        ({"course.md": COURSE, "a/1.md": "![x](/etc/passwd)"}, "missing-file"),
        ({"course.md": COURSE, "a/1.md": "![x](../media/a.svg)", "media/a.svg": "<svg/>"}, "media-sort"),
        ({"course.md": COURSE, "a/1.md": "---\nvideo: media/a.exe\n---\n", "media/a.exe": b"MZ"}, "media-sort"),
        (WITH_PICTURE | {"media/a.png": b"<html><script>"}, "media-type"),
        (WITH_PICTURE | {"media/a.png": MP4}, "media-type"),
        (WITH_PICTURE | {"media/a.png": b""}, "media-empty"),
        ({"course.md": COURSE, "a/1.md": b"\xff\xff\xff\x80\x81"}, "text-encoding"),
        ({"course.md": COURSE, "a/1.md": "x" * (1024 * 1024 + 1)}, "text-too-large"),
    ],
)
def test_a_package_that_cannot_be_taken_is_refused_with_one_sentence(files, code, tmp_path):
    assert refused(zip_of(files), tmp_path) == code


def test_what_is_no_zip_at_all_is_said(tmp_path):
    assert refused(io.BytesIO(b"Rar!\x1a\x07\x00"), tmp_path) == "not-a-zip"
    assert refused(io.BytesIO(b""), tmp_path) == "not-a-zip"


def test_a_link_in_a_zip_is_refused(tmp_path):
    out = zip_of(FILES)
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("media/a.png")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert refused(out, tmp_path) == "link"


def test_a_link_in_a_folder_is_refused(tmp_path):
    folder = folder_of(tmp_path / "course", FILES)
    (folder / "media").symlink_to("/etc")
    (tmp_path / "into").mkdir()
    assert refused(folder, tmp_path / "into") == "link"


def test_an_archive_that_swells_is_not_opened(tmp_path):
    assert refused(zip_of(WITH_PICTURE | {"media/b.png": PNG + b"\0" * 40_000_000}), tmp_path) == "bomb"
    assert list(tmp_path.iterdir()) == []


def test_an_entry_that_holds_more_than_it_declares_gives_no_byte_more(tmp_path):
    body = PNG + b"\0" * 100_000
    out = zip_of(WITH_PICTURE | {"media/a.png": body}).getvalue()
    small = out.replace(struct.pack("<I", len(body)), struct.pack("<I", 100))
    assert refused(io.BytesIO(small), tmp_path) in ("damaged", "bomb")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 100


def test_more_files_than_a_course_has_are_refused_before_any_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 3)
    assert refused(zip_of(FILES | {f"media/{n}.png": PNG for n in range(3)}), tmp_path) == "too-many-files"


def test_more_than_fits_is_refused_by_what_the_archive_declares(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_BYTES", 50)
    assert refused(zip_of(FILES), tmp_path) == "too-large"


def test_a_package_with_a_password_is_refused(tmp_path):
    data = bytearray(zip_of(FILES).getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(io.BytesIO(bytes(data)), tmp_path) == "encrypted"


def test_a_damaged_entry_is_refused(tmp_path):
    data = bytearray(zip_of({"course.md": COURSE, "a/1.md": LESSON * 50}).getvalue())
    at = data.index(b"a/1.md") + 20
    data[at : at + 8] = b"\xff" * 8
    assert refused(io.BytesIO(bytes(data)), tmp_path) == "damaged"


def test_names_written_in_gbk_by_an_old_windows_are_read(tmp_path):
    plan = read(named("01-要素/01-范围.md".encode("gbk"), utf8=False), tmp_path)
    assert [(chapter.title, chapter.lessons[0].key) for chapter in plan.chapters] == [("要素", "范围")]


def test_names_in_utf_8_without_the_flag_are_read(tmp_path):
    assert read(named("01-要素/01-范围.md".encode(), utf8=False), tmp_path).chapters[0].title == "要素"


def test_names_in_no_encoding_are_refused(tmp_path):
    assert refused(named(b"01-a/\xff\xff\x80.md", utf8=False), tmp_path) == "name"


def test_backslashes_between_folders_are_read_as_windows_means_them(tmp_path):
    assert read(zip_of({"course.md": COURSE, "01-要素\\01-范围.md": LESSON}), tmp_path).chapters[0].key == "要素"


def test_one_folder_around_everything_and_what_systems_leave_lying_about_do_not_matter(tmp_path):
    junk = {"我的课程/.DS_Store": b"x", "__MACOSX/._course.md": b"x", "我的课程/Thumbs.db": b"x"}
    plan = read(zip_of({f"我的课程/{name}": text for name, text in FILES.items()} | junk), tmp_path)
    assert plan.title == "标准起草"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_texts_from_an_old_notepad_are_read(encoding, tmp_path):
    files = {name: text.replace("\n", "\r\n").encode(encoding) for name, text in FILES.items()}
    plan = read(zip_of(files), tmp_path)
    assert (plan.title, plan.chapters[0].lessons[0].body) == ("标准起草", "范围是第1章。")


def test_chinese_words_for_the_headings_mean_the_same(tmp_path):
    course = "---\n标题：标准起草\n对象：起草人\n考试合格分：80\n按顺序：是\n---\n"
    lesson = "---\n标题：小测\n类型：考试\n分钟：20\n必修：否\n限时：10\n试卷：\n  - 标准编写 | 1 | 4 | 10\n  - = gbt-01 | 20\n---\n"
    plan = read(zip_of({"course.md": course, "1-a/1-b.md": lesson}), tmp_path)
    exam = plan.chapters[0].lessons[0]
    assert (plan.audience, plan.rule.exam, plan.rule.in_order) == ("起草人", 80, True)
    assert (exam.sort, exam.minutes, exam.required, exam.time_limit) == ("exam", 20, False, 10)
    assert [(line.topic, line.count, line.question, line.points) for line in exam.paper] == [
        ("标准编写", 4, "", 10),
        ("", 1, "gbt-01", 20),
    ]


def test_a_source_has_its_english_name_by_its_place_in_the_list(tmp_path):
    lesson = "---\n来源：\n  - 标准化法第二条 <https://www.gov.cn/a>\n  - 示例\n英文来源：\n  - Standardization Law, Article 2\n  -\n---\n"
    [read_one] = read(zip_of({"course.md": COURSE, "a/1.md": lesson}), tmp_path).lessons()
    assert [(one.text, one.url, one.text_en) for one in read_one.sources] == [
        ("标准化法第二条", "https://www.gov.cn/a", "Standardization Law, Article 2"),
        ("示例", "", ""),
    ]


def test_a_lesson_without_heading_lines_is_called_by_its_first_heading_or_its_file(tmp_path):
    plan = read(zip_of({"course.md": COURSE, "a/1-x.md": "# 怎样写范围\n\n正文", "a/2-术语.md": "正文"}), tmp_path)
    assert [(one.title, one.body) for one in plan.lessons()] == [("怎样写范围", "正文"), ("术语", "正文")]


def test_lessons_come_by_number_and_ten_comes_after_two(tmp_path):
    files = {"course.md": COURSE} | {f"a/{name}.md": "x" for name in ("10-c", "2-b", "1-a", "z")}
    assert [one.key for one in read(zip_of(files), tmp_path).lessons()] == ["a", "b", "c", "z"]


def test_every_refusal_has_a_sentence_and_every_sentence_is_used():
    import re
    from pathlib import Path

    folder = Path(unpacking.__file__).parent
    code = "".join(path.read_text() for path in folder.glob("*.py"))
    used = set(re.findall(r'BadPackage\(\s*"([a-z-]+)"', code)) | {"scorm", "no-course"}
    used |= {f"lesson-without-{sort}" for sort in ("video", "pdf", "slides", "exam")}
    assert used == set(SENTENCES)
