"""What an event has produced, in figures with their definitions: places, booked, came, from where, of what age, how content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.campaigns.kinds import Figure
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS

from .attendance import Attendance, Sitting, attendance
from .models import (
    Admission,
    AgeCount,
    Arrival,
    Booking,
    BookingState,
    Event,
    EventState,
    Interest,
    SurveyAnswer,
    SurveySlip,
    WalkAge,
    WalkIn,
)

PEOPLE = _("people")
CONTENT = 4  # satisfaction from which somebody counts as content
FROM_DOORS, FROM_BOOKINGS = _("records of the doors"), _("bookings in the system")


def figures_of(event: Event) -> list[Figure]:
    """In the order in which a report tells them; nothing that was not recorded. A handful of queries.

    Nothing but interest before the first sitting has begun or somebody was let in: what is announced has not yet been produced."""
    found = attendance(event)
    interested = list(_interested(event))
    if not found.inside and (event.state == EventState.MOVED_ONLINE or not _held(found)):
        return interested
    held = [*_places(found), *_booked(event, found), *_came(event, found), *_districts(event), *_survey(event)]
    return [*held, *interested]


def _figure(name: object, value: float, definition: object, source: object, measure: object = PEOPLE) -> Figure:
    return Figure(name, value, measure, definition, str(source), clock.now())  # type: ignore[arg-type]


def _held(found: Attendance) -> list[Sitting]:
    """Begun, and not cancelled."""
    return [one for one in found.sittings if not one.slot.cancelled and one.slot.starts_at <= clock.now()]


def _places(found: Attendance) -> Iterator[Figure]:
    held = len(_held(found))
    yield _figure(
        _("Sittings held"), held, _("Sittings that have begun and were not cancelled."), FROM_BOOKINGS, _("sittings")
    )
    places = sum(one.places for one in found.sittings if not one.slot.cancelled)
    if places:  # by invitation, nobody counts places
        yield _figure(
            _("Places"), places, _("Places of all sittings that were not cancelled."), FROM_BOOKINGS, _("places")
        )


def _booked(event: Event, found: Attendance) -> Iterator[Figure]:
    said = _(
        "People of all bookings that were kept: not cancelled, not lapsed; those whose places were given away included."
    )
    kept = Q(state__in=(BookingState.BOOKED, BookingState.CAME, BookingState.RELEASED))
    rows = Booking.objects.filter(kept, event=event)
    if event.admission == Admission.BOOKING or rows.exists():  # by invitation, none is no figure
        yield _figure(_("Booked"), found.total("booked") + found.total("released"), said, FROM_BOOKINGS)
    groups = rows.filter(sort="group").aggregate(n=Count("pk"))["n"]
    if groups:
        yield _figure(
            _("Classes and groups booked"), groups, _("Bookings made as a class or group."), FROM_BOOKINGS, _("groups")
        )


def _came(event: Event, found: Attendance) -> Iterator[Figure]:
    """Ages are known of whole parties only: how many of those who stayed away were children, nobody wrote down."""
    if not found.inside:
        return
    counted = _("People checked in at the doors, each once, and people counted there without a booking.")
    yield _figure(_("Came"), found.inside, counted, FROM_DOORS)
    if walked := found.total("walked_in"):
        yield _figure(
            _("Came without a booking"), walked, _("Of those who came, counted at the doors and not named."), FROM_DOORS
        )
    yield from _of_age(event)


def _of_age(event: Event) -> Iterator[Figure]:
    rows = Arrival.objects.filter(booking__event=event)
    ages = rows.aggregate(adults=Sum("booking__adults"), minors=Sum("booking__minors"))
    if rows.exists() and not rows.exclude(persons=F("booking__size")).exists():
        said = _("Of those who came with a booking, as the booking says.")
        yield _figure(_("Came, adults"), ages["adults"], said, FROM_DOORS)
        yield _figure(_("Came, under 18"), ages["minors"], said, FROM_DOORS)
    yield from _by_band(event, rows.filter(persons=F("booking__size")))


def _by_band(event: Event, whole: QuerySet[Arrival]) -> Iterator[Figure]:
    walked = WalkIn.objects.filter(slot__event=event, taken_back=False)
    booked = AgeCount.objects.filter(booking__in=whole.values("booking"))
    counts: Counter[str] = Counter()
    for told in (booked, WalkAge.objects.filter(walk__in=walked)):
        counts.update(dict(told.values_list("band").annotate(n=Sum("persons"))))
    said = _(
        "Of those who came in parties that came as booked, and of those without a booking; who likes says ages, as bands."
    )
    for band in BANDS:
        if counts[band]:
            yield _figure(format_lazy(_("Came, aged {band}"), band=AGE_WORDS[band]), counts[band], said, FROM_DOORS)
    silent = sum(rows.aggregate(n=Sum("persons"))["n"] or 0 for rows in (whole, walked)) - counts.total()
    if counts and silent:
        yield _figure(_("Came, age not said"), silent, said, FROM_DOORS)


def _interested(event: Event) -> Iterator[Figure]:
    if left := Interest.objects.filter(event=event).count():
        said = _(
            "People who had not booked and left a contact after the visit had moved online; each phone number or address once."
        )
        yield _figure(_("Interested in the online tour"), left, said, _("interest left in the system"))


def _districts(event: Event) -> Iterator[Figure]:
    """Where people come from, as far as they said it."""
    totals: dict[str, int] = {}
    for rows in (
        Arrival.objects.filter(booking__event=event).values_list("booking__district").annotate(n=Sum("persons")),
        WalkIn.objects.filter(slot__event=event, taken_back=False).values_list("district").annotate(n=Sum("persons")),
    ):
        for district, persons in rows:
            totals[district] = totals.get(district, 0) + persons
    said = _("Of those who came, by the district they gave; who gave none stands under “not said”.")
    if set(totals) - {""}:
        for district, persons in sorted(totals.items(), key=lambda one: (not one[0], -one[1], one[0])):
            name: str | Promise = district or _("not said")
            yield _figure(format_lazy(_("Came, from {district}"), district=name), persons, said, FROM_DOORS)


def _survey(event: Event) -> Iterator[Figure]:
    rows = SurveyAnswer.objects.filter(survey__event=event)
    found = rows.aggregate(
        n=Count("pk"), mean=Avg("satisfaction"), content=Count("pk", filter=Q(satisfaction__gte=CONTENT))
    )
    if not found["n"]:
        return
    source = format_lazy(_("anonymous survey, one answer a booking, {n} answers"), n=found["n"])
    if slips := SurveySlip.objects.filter(survey__event=event, used=True).count():
        source = format_lazy(_("{said}, {n} of them on slips given to people without a booking"), said=source, n=slips)
    scale = _("Mean of the answers from 1, not content, to 5, very content.")
    yield _figure(_("Satisfaction"), round(found["mean"], 2), scale, source, _("of 5"))
    share = _("Share of answers of 4 or 5.")
    yield _figure(_("Content or very content"), round(100 * found["content"] / found["n"], 1), share, source, "%")
