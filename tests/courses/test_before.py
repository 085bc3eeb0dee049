"""Courses that come first: chosen in the desk, kept in packages, and said to learners with the way there."""

import io
from datetime import date

import pytest
from django.urls import reverse
from tests.factories.course_plans import zip_of
from tests.factories.courses import make_cohort, make_course, make_course_activity, make_enrolment
from tests.factories.units import make_staff

from worldday.base import clock
from worldday.base.audit import System
from worldday.courses.actions.building import build
from worldday.courses.actions.editing import set_prerequisites
from worldday.courses.models import Cohort, Enrolment
from worldday.courses.packages import read, write
from worldday.courses.queries.before import could_come_first, lacking, needed_by
from worldday.courses.queries.plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture(autouse=True)
def _day(on_day):
    on_day(date(2020, 9, 20))


@pytest.fixture
def cohort() -> Cohort:
    """Of a course before which the basics come, which are held for another activity of the same campaign."""
    activity = make_course_activity()
    basics = make_course(activity.campaign.owner, name="标准化基础")
    found = make_cohort(activity=activity, recognition="link")
    other = make_course_activity(name="标准化入门")
    make_cohort(activity=other, course=basics, name="基础班")
    set_prerequisites(course=found.course, needs=[basics], by=BY)
    return found


def complete(enrolment: Enrolment) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(state="completed", completed_at=clock.now())


def test_who_has_not_completed_it_is_told_which_and_where_and_keeps_what_was_typed(client, cohort):
    url = reverse("public:course_enrol", args=[cohort.activity.campaign.slug, cohort.activity.code, cohort.code])
    page = client.get(url)
    basics = Cohort.objects.get(name="基础班")
    there = reverse("public:course", args=[basics.activity.campaign.slug, basics.activity.code])
    assert f'href="{there}"' in page.content.decode()
    form = page.context["form"]
    said = {"key": form["key"].value(), "agree": page.context["notice"].version, "name": "王晓明", "step": "enrol"}
    refused = client.post(url, said)
    assert refused.status_code == 422
    assert "标准化基础" in refused.content.decode()
    assert 'value="王晓明"' in refused.content.decode()
    assert [(one.course.name, one.activity) for one in refused.context["before"]] == [("标准化基础", basics.activity)]
    assert Enrolment.objects.count() == 0


def test_somebody_put_in_by_a_roster_sees_on_their_page_what_is_lacking_until_it_is_done(client, cohort):
    learner = make_enrolment(cohort, word="one")
    assert [one.name for one in lacking(cohort.course, learner.learner)] == ["标准化基础"]
    from tests.public.test_courses import learning

    browser, mine = learning(learner), reverse("public:learner", args=[learner.code])
    assert "标准化基础" in browser.get(mine).content.decode()
    complete(make_enrolment(Cohort.objects.get(name="基础班"), word="one"))
    assert "标准化基础" not in browser.get(mine).content.decode()


def test_they_are_chosen_in_the_desk_and_a_circle_is_refused(client, cohort):
    staff = make_staff(unit=cohort.course.owner)
    client.force_login(staff)
    basics = needed_by(cohort.course)[0]
    url = reverse("desk_courses:edit", args=[basics.code])
    rule = {f"rule-{name}": 60 for name in ("watched", "seen", "exam", "assignment")}
    circle = client.post(url, {"name": basics.name, **rule, "before-needs": [cohort.course.pk]})
    assert (circle.status_code, needed_by(basics)) == (422, [])
    url = reverse("desk_courses:edit", args=[cohort.course.code])
    assert 'value="' + str(basics.pk) + '" id="id_before-needs_0" checked' in client.get(url).content.decode()
    assert client.post(url, {"name": "标准编写基础", **rule}).status_code == 302
    assert needed_by(cohort.course) == []


def test_drafts_and_the_course_itself_cannot_come_first(cohort):
    make_course(cohort.course.owner, name="还没写完", state="draft")
    assert [one.name for one in could_come_first(cohort.course)] == ["标准化基础"]


def test_a_package_takes_them_along_by_title_and_names_what_is_not_here(cohort, tmp_path):
    out = io.BytesIO()
    write(plan_of(cohort.course), out)
    out.seek(0)
    (tmp_path / "a").mkdir()
    plan = read(out, tmp_path / "a")
    assert plan.needs == ("标准化基础",)
    copy = make_course(cohort.course.owner, name="抄本", sorts=())
    assert build(course=copy, plan=plan, by=BY).notes == []
    assert [one.name for one in needed_by(copy)] == ["标准化基础"]


def test_a_package_that_names_a_stranger_is_imported_and_says_so_and_one_that_names_none_changes_nothing(
    tmp_path, cohort
):
    course = cohort.course
    lesson = {"01-一/01-甲.md": "# 甲\n\n正文"}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    silent = read(zip_of({"course.md": "---\ntitle: 课\n---\n", **lesson}), tmp_path / "a")
    build(course=course, plan=silent, by=BY)
    assert [one.name for one in needed_by(course)] == ["标准化基础"]
    named = read(zip_of({"course.md": "---\n标题: 课\n先修:\n  - 没有的课\n---\n", **lesson}), tmp_path / "b")
    built = build(course=course, plan=named, by=BY)
    assert "没有的课" in built.notes[0]
    assert needed_by(course) == []
