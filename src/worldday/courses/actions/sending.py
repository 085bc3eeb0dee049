"""Sending everybody in a cohort their personal link, in the background and to nobody twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from worldday.base import longwork, scope
from worldday.base.audit import Actor
from worldday.base.models import LongWork
from worldday.courses.models import SEATED, Cohort, Enrolment
from worldday.courses.telling import reader_of, tell

from .record import record_cohort

WORK = "send-course-links"
LEASE = timedelta(minutes=1)
CHUNK = 500


def ask_to_send(*, cohort: Cohort, by: Actor) -> LongWork:
    """Have the worker send what was not sent yet; a link made anew counts as not sent."""
    return longwork.ask(name=WORK, target=cohort.code, by=by)


def send(code: str, by: Actor) -> str:
    """The worker's entry; safe to call again, also after it was killed. What came of it, in one sentence."""
    with scope.everything("the worker writes to a cohort"):
        cohort = Cohort.objects.select_related("course", "activity__campaign__owner").get(code=code)
        new = old = without = last = 0
        while some := _next(cohort, last):
            ways = [len(reader_of(one).lines) for one in some]
            sent = tell(some, "link")
            new, old = new + sent, old + sum(ways) - sent
            without += ways.count(0)
            last = some[-1].pk
            longwork.alive(WORK, code)
        record_cohort("course-links-sent", cohort, by, after={"messages": new})
    said = _now("{new} messages are on their way, {old} had gone out before.").format(new=new, old=old)
    return said if not without else f"{said}{_unreached(without)}"


def _unreached(count: int) -> str:
    return ngettext(
        " One person gave neither phone nor e-mail; their link stands in the list.",
        " {n} people gave neither phone nor e-mail; their links stand in the list.",
        count,
    ).format(n=count)


def _next(cohort: Cohort, after: int) -> list[Enrolment]:
    rows = list(Enrolment.objects.filter(cohort=cohort, state__in=SEATED, pk__gt=after).order_by("pk")[:CHUNK])
    for row in rows:
        row.cohort = cohort
    return rows
