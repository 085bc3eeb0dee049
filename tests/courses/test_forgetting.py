"""Parting what was learnt from the person, and what stays as figures."""

from datetime import date

import pytest
from tests.factories.courses import lessons_of, make_cohort, make_design, make_enrolment

from worldday.certificates.models import Certificate
from worldday.certificates.queries import by_number
from worldday.courses import following, forgetting
from worldday.courses.actions.handing_in import Given, hand_in
from worldday.courses.actions.progress import finish
from worldday.courses.evidence import figures_of
from worldday.courses.files import path_of
from worldday.courses.links import opened, token_of
from worldday.courses.models import Cohort, Enrolment, Handin, HandinFile
from worldday.courses.queries.figures import figures
from worldday.people import erasure
from worldday.people.identity import recognise
from worldday.people.models import Identity


@pytest.fixture(autouse=True)
def _day(on_day, everything):
    on_day(date(2020, 10, 14))


@pytest.mark.django_db
class TestForgetting:
    def learnt(self, **fields):
        cohort = make_cohort(sorts=("text",))
        learner = make_enrolment(cohort, phone="13800000000", **fields)
        finish(enrolment=learner, lesson=lessons_of(cohort.course)[0])
        return cohort, learner

    def test_at_ones_own_request_is_at_once_and_leaves_the_figures(self):
        cohort, learner = self.learnt(unit_name="某公司")
        person = recognise(kind="phone", value="13800000000")
        Enrolment.objects.update(learner=person.number)
        link = token_of(learner)
        assert erasure.erase(participant=person)
        row = Enrolment.objects.get()
        assert (row.name, row.contact, row.state, row.minutes) == ("—", {}, "completed", 30)
        assert (row.learner != person.number, row.code != learner.code) == (True, True)
        assert opened(learner.code, link) is opened(row.code, link) is None
        assert figures(cohort.activity).whole.completed == 1

    def test_a_holder_of_a_link_is_forgotten_in_this_enrolment_alone(self):
        _cohort, learner = self.learnt()
        other = make_enrolment(make_cohort(), name="李四")
        forgetting.forget_me(learner)
        assert sorted(Enrolment.objects.values_list("name", flat=True)) == sorted(["—", other.name])

    def test_whoever_is_known_by_phone_is_forgotten_everywhere(self):
        _cohort, learner = self.learnt()
        person = recognise(kind="phone", value="13800000000")
        Enrolment.objects.update(learner=person.number)
        learner.refresh_from_db()
        forgetting.forget_me(learner)
        assert not Identity.objects.exists()
        assert Enrolment.objects.get().name == "—"

    def test_in_the_middle_of_a_course_frees_the_seat(self):
        cohort = make_cohort(seats=3)
        learner = make_enrolment(cohort)
        forgetting.part([learner.learner])
        cohort.refresh_from_db()
        assert (cohort.taken, Enrolment.objects.get().state) == (0, "withdrawn")

    def test_the_certificate_stays_its_holders_and_leads_no_longer_to_what_was_learnt(self):
        cohort = make_cohort(sorts=("text",))
        Cohort.objects.update(design=make_design(cohort.course.owner))
        learner = make_enrolment(Cohort.objects.get(), unit_name="某公司")
        finish(enrolment=learner, lesson=lessons_of(cohort.course)[0])
        number = Enrolment.objects.get().certificate
        forgetting.forget_me(Enrolment.objects.get())
        row, held = Enrolment.objects.get(), by_number(number)
        assert (held.holder_name, held.reason_ref) == (learner.name, f"course:{learner.code}")
        assert (row.certificate, row.code != learner.code, row.completed_at is None) == ("", True, False)
        assert following.award_missing() == 0
        assert Certificate._base_manager.count() == 1

    def test_two_years_after_the_last_day_names_go_and_hours_stay(self, on_day):
        cohort, _learner = self.learnt()
        on_day(date(2022, 10, 31))
        forgetting.run()
        assert Enrolment.objects.get().name == "王晓明"
        on_day(date(2022, 11, 2))
        assert forgetting.run() == 1
        assert Enrolment.objects.get().name == "—"
        assert forgetting.run() == 0
        assert figures(cohort.activity).whole.hours == 0.5

    def test_what_was_handed_in_goes_after_a_year_with_its_files(
        self, on_day, settings, tmp_path, django_capture_on_commit_callbacks
    ):
        settings.MEDIA_ROOT = tmp_path
        cohort = make_cohort(sorts=("assignment",))
        [lesson] = lessons_of(cohort.course)
        source = tmp_path / "a.txt"
        source.write_text("答案", "utf8")
        hand_in(enrolment=make_enrolment(cohort), lesson=lesson, text="", given=[Given(source, "a.txt")], key="k")
        stored = path_of(HandinFile.objects.get().stored)
        assert stored.exists()
        on_day(date(2021, 10, 16))
        with django_capture_on_commit_callbacks(execute=True):
            forgetting.run()
        assert not Handin.objects.exists()
        assert not stored.exists()

    def test_two_numbers_that_become_one_person_keep_what_was_learnt_under_either(self):
        one, other = make_enrolment(make_cohort(), word="a"), make_enrolment(make_cohort(), word="b")
        forgetting.merged(one.learner, other.learner)
        assert set(Enrolment.objects.values_list("learner", flat=True)) == {one.learner}


@pytest.mark.django_db
class TestEvidence:
    def test_before_the_first_learner_there_is_no_figure(self):
        assert figures_of(make_cohort().activity) == []

    def test_counts_people_completions_and_hours_by_district_and_unit(self):
        cohort = make_cohort(sorts=("text", "text"))
        one, other = lessons_of(cohort.course)
        first = make_enrolment(cohort, unit_name="甲公司", district="嘉定区")
        second = make_enrolment(cohort, unit_name="甲公司", district="金山区")
        make_enrolment(cohort)
        for lesson in (one, other):
            finish(enrolment=first, lesson=lesson)
        finish(enrolment=second, lesson=one)
        found = {str(figure.name): figure.value for figure in figures_of(cohort.activity)}
        assert found == {
            "学员": 3, "完成学习的学员": 1, "学习时长": 1.5, "完成率": 33.3, "有学员的单位": 1,
            "学员（嘉定区）": 1, "学习时长（嘉定区）": 1.0, "学员（金山区）": 1, "学习时长（金山区）": 0.5,
            "学员（甲公司）": 2, "学习时长（甲公司）": 1.5,
        }  # fmt: skip
