"""Several people at the same moment: never one number twice, never two certificates for one reason, never two keys."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.at_once import at_once
from tests.factories.certificates import BY, make_certificate, make_design

from worldday.base.problems import Problem
from worldday.certificates import actions
from worldday.certificates.holder import Award, Holder
from worldday.certificates.models import Certificate, CertificateChange, SigningKey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]
DAY = date(2020, 10, 14)


def test_many_who_issue_at_once_get_different_numbers_without_a_gap():
    design = make_design()
    made = at_once(lambda n: make_certificate(design=design, reason=f"r{n}", on=DAY))
    assert {type(one) for one in made} == {Certificate}, made
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert SigningKey.objects.count() == 1


def test_one_reason_asked_for_at_once_is_one_certificate():
    design = make_design()
    made = at_once(lambda n: make_certificate(design=design, on=DAY))
    assert len({one.pk for one in made}) == 1, made
    assert Certificate.objects.count() == 1


def test_two_lots_with_the_same_rows_at_once_issue_each_row_once():
    design = make_design()
    rows = [Award(Holder(f"学员{n}"), f"lot:a:{n}", {"课程": "标准编写"}, DAY) for n in range(50)]
    made = at_once(lambda n: actions.award_many(design=design, rows=rows, by=BY))
    assert sorted(made) == [0, 0, 0, 0, 0, 50]
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == list(range(1, 51))


def test_of_revoking_and_replacing_at_once_one_happens():
    one = make_certificate(on=DAY)

    def both(n: int):
        if n % 2:
            return actions.revoke(certificate=one, reason="未完成学习", by=BY)
        return actions.replace(certificate=one, holder=Holder("张叁"), reason="姓名有误", by=BY)

    at_once(both)
    one.refresh_from_db()
    assert CertificateChange.objects.count() == 1
    assert Certificate.objects.count() == (1 if one.state == "revoked" else 2)


def test_rotating_at_once_leaves_one_key_that_signs():
    make_certificate(on=DAY)
    at_once(lambda _n: actions.rotate_key(by=BY))
    assert SigningKey.objects.filter(is_current=True).count() == 1
    assert all(not key.private for key in SigningKey.objects.exclude(is_current=True))


def test_the_database_itself_refuses_a_second_number_serial_reason_or_place():
    one = make_certificate(on=DAY)
    other = make_certificate(design=one.design, reason="other", on=DAY)
    for values in (
        {"number": one.number},
        {"serial": one.serial},
        {"reason_ref": one.reason_ref},
        {"status_index": one.status_index},
        {"state": "replaced"},
        {"expires_on": date(2019, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=other.pk).update(**values)


def test_one_misspelt_name_corrected_by_six_people_at_once_is_corrected_once():
    one = make_certificate(on=DAY)
    made = at_once(lambda n: actions.replace(certificate=one, holder=Holder(f"张叁{n}"), reason="姓名有误", by=BY))
    new = [each for each in made if isinstance(each, Certificate)]
    assert (len(new), sum(isinstance(each, Problem) for each in made)) == (1, 5), made
    one.refresh_from_db()
    assert (one.state, one.replaced_by_id, Certificate.objects.count()) == ("replaced", new[0].pk, 2)
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2]


def test_issuing_over_the_turn_of_a_year_waits_for_nobody_for_ever():
    design, days = make_design(), (date(2020, 12, 31), date(2021, 1, 1))
    award = lambda n, day: Award(Holder(f"学员{n}"), f"r:{n}:{day}", {"课程": "标准编写"}, day)  # noqa: E731

    def work(n: int):
        if n % 2:
            return actions.award_many(design=design, rows=[award(n, day) for day in days], by=BY)
        return make_certificate(design=design, reason=f"one:{n}", on=days[1]).year

    assert at_once(work, people=6) == [2021, 2, 2021, 2, 2021, 2]
    assert Certificate.objects.count() == 9
