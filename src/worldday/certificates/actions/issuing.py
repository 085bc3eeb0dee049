"""Issuing. Asked twice for the same reason, it issues once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.certificates import queries, wording
from worldday.certificates.holder import Award, Holder
from worldday.certificates.models import Certificate, Design, NumberSeries, SigningKey
from worldday.certificates.periods import last_day
from worldday.certificates.proof.numbers import SECRET_DIGITS, number_of
from worldday.certificates.proof.payload import MOST_BYTES, Payload, body_of, to_sign, unsigned
from worldday.certificates.signing import sign

from .keys import signing_key
from .rows import Place, locked_series, record, take_places, take_serials
from .telling import tell

CHUNK = 500
LONGEST = {"name": 80, "latin": 120, "unit": 120}
LONGEST_PLACE = ("2020-000000-000000-00", "2020-01-01", "2020-01-01", ("xxxxxxxx", 2**18))


@dataclass(frozen=True)
class Ready:
    """What is to be issued, checked and worded; only number and place are missing."""

    award: Award
    said: tuple[tuple[str, str], ...]
    on: date
    until: date | None


def award(
    *,
    design: Design,
    holder: Holder,
    reason_ref: str,
    said: Mapping[str, str],
    by: Actor,
    on: date | None = None,
    until: date | None = None,
) -> Certificate:
    """Issue a certificate; a second call with the same design and reason gives the one that stands for it now.

    `said` fills the places of the design's words, label → text (wording.py); `on` None = today; `until` None = as the design
    says. Raises `Problem` when something printed is missing or too long, or the design is out of use; nothing is written then.
    """
    asked = Award(holder, reason_ref, said, on, until)
    with transaction.atomic():
        found = _of_reasons(design, [reason_ref])
        if not found:
            series = locked_series((on or clock.today()).year)
            found = _of_reasons(design, [reason_ref])  # whoever held the lock may have issued it
            if not found:
                made = issue_ready(design, [ready(design=design, award=asked)], by, series)
                record("certificate-issued", made[0], by, design)
                return made[0]
    return queries.current(found[reason_ref])


def award_many(*, design: Design, rows: Iterable[Award], by: Actor) -> int:
    """Issue to many, a transaction per 500; how many are new. A row whose reason was served before is left as it is, so that
    whatever was interrupted can be run again. Raises `Problem` at the first row that cannot be printed: look with `ready`
    before, and what was issued up to its chunk stays."""
    made, waiting = 0, iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        made += _award_chunk(design, chunk, by)
    return made


@transaction.atomic
def _award_chunk(design: Design, chunk: Sequence[Award], by: Actor) -> int:
    checked = [ready(design=design, award=one) for one in {one.reason_ref: one for one in chunk}.values()]
    years = sorted({one.on.year for one in checked})
    made: list[Certificate] = []
    every = {year: locked_series(year) for year in years}  # all of them before the list of places, as everybody
    for year, series in every.items():
        known = _of_reasons(design, [one.award.reason_ref for one in checked])
        fresh = [one for one in checked if one.on.year == year and one.award.reason_ref not in known]
        made += issue_ready(design, fresh, by, series)
    if made:
        numbers = {"first": made[0].number, "last": made[-1].number}
        record("certificates-issued", design, by, design, count=len(made), **numbers)
    return len(made)


def ready(*, design: Design, award: Award, corrected: bool = False) -> Ready:
    """The award as it would be printed. Raises `Problem` with a sentence for whoever prepared it. `corrected`: a design out of
    use still serves to correct what it was used for."""
    if not design.active and not corrected:
        raise Problem(_("This design is out of use; nothing was issued. Please choose another one."))
    if not wording.clean(award.holder.name):
        raise Problem(_("There is no name; nothing was issued."))
    for field, most in LONGEST.items():
        if len(getattr(award.holder, field)) > most:
            raise Problem(_("The name or unit is too long to be printed; nothing was issued."))
    on = award.on or clock.today()
    until = award.until or last_day(on, design.valid_months)
    if until and until < on:
        raise Problem(_("It would end before it begins; nothing was issued."))
    return Ready(award, _printed(design, award, on, until), on, until)


def _printed(design: Design, award: Award, on: date, until: date | None) -> tuple[tuple[str, str], ...]:
    words = {"issuer": design.owner.name} | {name: text for name, text in design.words.items() if text}
    try:
        said = tuple(wording.printed(words, holder=award.holder, said=award.said, issued=on, until=until))
    except wording.Missing as missing:
        sentence = _("The certificate speaks of “{labels}”, which was not given; nothing was issued.")
        raise Problem(sentence.format(labels="”, “".join(missing.labels))) from None
    if wording.is_forbidden(dict(said)):
        raise Problem(
            _("These words may only stand on what an approved certification body issues; nothing was issued.")
        )
    over = len(body_of(Payload(*LONGEST_PLACE, said))) - MOST_BYTES
    if over > 0:
        sentence = _(
            "The words are too long for the code that proves them, by about {signs} characters; nothing was issued."
        )
        raise Problem(sentence.format(signs=over // 3 + 1))
    return said


def issue_ready(design: Design, rows: Sequence[Ready], by: Actor, series: NumberSeries) -> list[Certificate]:
    """Write down what is ready, within the transaction that holds the series' lock."""
    if not rows:
        return []
    key, first = signing_key(by=by), take_serials(series, len(rows))
    places = take_places(len(rows))
    made = [
        _signed(design, row, key, (series.year, first + at), place)
        for at, (row, place) in enumerate(zip(rows, places, strict=True))
    ]
    with scope.everything("they are made here"):
        Certificate.objects.bulk_create(made, batch_size=CHUNK)
    tell([(one, row.award.holder) for one, row in zip(made, rows, strict=True)])
    return made


def _signed(design: Design, row: Ready, key: SigningKey, numbered: tuple[int, int], place: Place) -> Certificate:
    year, serial = numbered
    holder = row.award.holder
    made = Certificate(
        number=number_of(year, serial, secrets.randbelow(10**SECRET_DIGITS)),
        year=year,
        serial=serial,
        design=design,
        holder_name=wording.clean(holder.name),
        holder_latin=wording.clean(holder.latin),
        holder_unit=wording.clean(holder.unit),
        reason_ref=row.award.reason_ref,
        given={wording.clean(label): wording.clean(text) for label, text in row.award.said.items()},
        said=[list(pair) for pair in row.said],
        issued_on=row.on,
        expires_on=row.until,
        key=key,
        status_list=place[0],
        status_index=place[1],
        made_at=clock.now(),
    )
    made.signature = sign(key, to_sign(unsigned(queries.payload_of(made), key.code))).hex()
    return made


def _of_reasons(design: Design, reasons: Sequence[str]) -> dict[str, Certificate]:
    with scope.everything("the caller has the design"):
        rows = Certificate.objects.select_related("replaced_by").filter(design=design, reason_ref__in=reasons)
        return {row.reason_ref: row for row in rows}
