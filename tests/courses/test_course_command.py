"""Whoever has the machine imports a course as a plain folder and gets it back as one."""

import io

import pytest
from django.core.management import CommandError, call_command
from tests.factories.courses import make_cohort

from worldday.base import scope
from worldday.base.models import AuditEvent
from worldday.courses.models import Course, Lesson

pytestmark = pytest.mark.django_db
LESSON = "---\nkey: scope\ntitle: 范围\nminutes: 15\n---\n\n正文。\n"


@pytest.fixture
def course(settings, tmp_path) -> Course:
    settings.MEDIA_ROOT = tmp_path / "kept"
    with scope.everything("test"):
        return make_cohort().course


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine" / "01-结构").mkdir(parents=True)
    (tmp_path / "mine" / "course.md").write_text("---\ntitle: 标准编写\n---\n\n介绍\n", "utf8")
    (tmp_path / "mine" / "01-结构" / "01-范围.md").write_text(LESSON, "utf8")
    return tmp_path / "mine"


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("course", *map(str, words), stdout=out)
    return out.getvalue()


def test_a_folder_goes_in_and_comes_out_as_a_folder_and_as_a_zip(course, folder, tmp_path):
    assert run("import", course.code, folder).startswith("标准编写: 1 added, 0 changed, 0 as before")
    assert run("import", course.code, folder).startswith("标准编写: 0 added, 0 changed, 1 as before")
    with scope.everything("test"):
        assert Lesson.objects.get(chapter__course=course).body == "正文。"
    run("export", course.code, tmp_path / "out")
    [written] = (one for one in (tmp_path / "out").glob("*/*.md") if one.name != "chapter.md")
    assert "title: 范围" in written.read_text("utf8")
    run("export", course.code, tmp_path / "out.zip")
    assert run("import", course.code, tmp_path / "out.zip").startswith("标准编写: 0 added, 0 changed, 1 as before")
    assert AuditEvent.objects.filter(action="course-exported").count() == 2


def test_nothing_is_written_over_and_what_is_wrong_is_said_in_one_sentence(course, folder, tmp_path):
    with pytest.raises(CommandError, match="no course nobody"):
        run("import", "nobody", folder)
    (folder / "course.md").unlink()
    with pytest.raises(CommandError, match=r"course\.md"):
        run("import", course.code, folder)
    for path in (folder, tmp_path / "not-there" / "out"):
        with pytest.raises(CommandError):
            run("export", course.code, path)
    with pytest.raises(CommandError):
        run("import", course.code, tmp_path / "not-there")
