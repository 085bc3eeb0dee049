"""典型做法: marked by whoever reviews, published only after its unit has said yes to these very words, taken up with its source."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check
from worldday.base.problems import Problem
from worldday.base.text import fold
from worldday.campaigns.models import Campaign
from worldday.materials.models import Material
from worldday.materials.queries import PUBLIC, of_campaign
from worldday.reports.checks import Weight, personal
from worldday.reports.findings import sentence_of
from worldday.reports.models import FilingState, Practice, PracticeState, Submission
from worldday.reports.telling import tell_practice_asked
from worldday.units.models import Staff, Unit

WORDS = ("title", "passage")  # what its unit agrees to
FIELDS = (*WORDS, "theme", "kind")
OPEN = (PracticeState.MARKED, PracticeState.DECLINED)  # its words may still be changed
LONGEST = 5_000  # characters of a passage
_AGREED_WORDS = _(
    "Its unit was asked about these very words. Take the question or the publication back before changing them."
)


@transaction.atomic
def mark_passage(*, submission: Submission, start: int, end: int, title: str, by: Actor, **fields: str) -> Practice:
    """A passage of a version, as it stands there. Marked already: that practice again. `fields`: theme, kind."""
    passage = submission.text[start:end].strip()
    if not (0 <= start < end <= len(submission.text) and passage):
        raise Problem(_("Choose the passage that describes the practice; nothing was marked."))
    if submission.state == FilingState.TAKEN_BACK:
        raise Problem(_("Its unit has taken this version back; nothing was marked."))
    with scope.everything("the view has fetched the version through its permission"):
        known = Practice.objects.filter(submission=submission, start=start, end=end).first()
    task = submission.filing.task
    made = Practice(
        campaign=task.campaign, unit=task.unit, submission=submission, start=start, end=end, passage=passage
    )
    return known or _marked(made, {"title": title, **fields}, by)


@transaction.atomic
def mark_material(*, material: Material, title: str, by: Actor, **fields: str) -> Practice:
    """A photo, video or document; its caption is the passage."""
    with scope.everything("the view has fetched the material through its permission"):
        known = Practice.objects.filter(material=material).first()
    made = Practice(campaign=material.campaign, unit=material.unit, material=material, passage=material.caption)
    return known or _marked(made, {"title": title, **fields}, by)


@transaction.atomic
def take_up(*, practice: Practice, campaign: Campaign, unit: Unit, passage: str, by: Actor) -> Practice:
    """`unit` does it too, in a campaign of its own, and says how; where it comes from stays with it."""
    if practice.state not in (PracticeState.AGREED, PracticeState.PUBLISHED):
        raise Problem(_("Its unit has not agreed to share it yet; nothing was taken up."))
    if practice.unit_id == unit.pk and practice.campaign_id == campaign.pk:
        raise Problem(_("This is your unit's own practice in this campaign; nothing was taken up."))
    with scope.everything("a unit takes a practice up once in a campaign"):
        known = Practice.objects.filter(taken_from=practice, campaign=campaign, unit=unit).first()
    made = Practice(campaign=campaign, unit=unit, taken_from=practice, passage=passage.strip())
    return known or _marked(made, {"title": practice.title, "theme": practice.theme, "kind": practice.kind}, by)


@transaction.atomic
def change_practice(*, practice: Practice, changes: Values, by: Actor) -> Practice:
    """Any of `FIELDS`; its words only until its unit is asked. Raises `Invalid`."""
    found = _locked(practice)
    before, after = change(found, changes, allowed=FIELDS)
    if set(after) & set(WORDS) and found.state not in OPEN:
        raise Problem(_AGREED_WORDS)
    if after:
        _save(found, "practice-changed", by, before, after)
    return found


@transaction.atomic
def ask_unit(*, practice: Practice, by: Actor) -> Practice:
    """Ask whether it may be shared and published. Asked already: nothing happens."""
    found = _locked(practice)
    if found.state in OPEN:
        _refuse_personal(found)
        found.state, found.answered_by, found.answered_at = PracticeState.ASKED, None, None
        _save(found, "practice-asked", by)
        tell_practice_asked(found, by)
    return found


@transaction.atomic
def answer(*, practice: Practice, agrees: bool, by: Actor) -> Practice:
    """Its unit says yes or no; a no later takes back an earlier yes, and the public page with it."""
    found = _locked(practice)
    wanted = PracticeState.AGREED if agrees else PracticeState.DECLINED
    if found.state == wanted or (agrees and found.state == PracticeState.PUBLISHED):
        return found
    if found.state == PracticeState.MARKED or (agrees and found.state == PracticeState.DECLINED):
        raise Problem(_("Your unit is not being asked about this at present; nothing was changed."))
    found.state, found.answered_at, found.answered_by = wanted, clock.now(), by if isinstance(by, Staff) else None
    found.published_at = None
    _save(found, "practice-agreed" if agrees else "practice-declined", by)
    return found


@transaction.atomic
def publish(*, practice: Practice, by: Actor) -> Practice:
    """On the campaign's public page. Raises `Problem` until its unit has agreed, or while a picture may not be shown."""
    found = _locked(practice)
    if found.state == PracticeState.PUBLISHED:
        return found
    if found.state != PracticeState.AGREED:
        raise Problem(_("Its unit has not agreed yet; ask it first. Nothing was published."))
    _refuse_personal(found)
    if found.material is not None and not may_be_shown(found.material):
        raise Problem(
            _(
                "This file may not stand on public pages: its right of use or the consent of people shown does not allow it."
            )
        )
    found.state, found.published_at = PracticeState.PUBLISHED, clock.now()
    _save(found, "practice-published", by)
    return found


@transaction.atomic
def withdraw(*, practice: Practice, by: Actor) -> Practice:
    """Off the public page; its unit's yes stays."""
    found = _locked(practice)
    if found.state == PracticeState.PUBLISHED:
        found.state, found.published_at = PracticeState.AGREED, None
        _save(found, "practice-withdrawn", by)
    return found


@transaction.atomic
def unmark(*, practice: Practice, by: Actor) -> None:
    """Marked by mistake. What its unit was asked about, or has agreed to, is withdrawn and not forgotten."""
    found = _locked(practice)
    if found.state not in OPEN:
        raise Problem(_("Its unit was asked about it, so it stays in the library; nothing was removed."))
    _record("practice-unmarked", found, by)
    found.delete()


def may_be_shown(material: Material) -> bool:
    """Ready, with a right of re-use and a consent that reach public pages."""
    with scope.everything("whether a file may be public is no secret"):
        return bool(of_campaign(material.campaign, usable_in=PUBLIC).filter(pk=material.pk).exists())


def _marked(made: Practice, fields: Values, by: Actor) -> Practice:
    made.district, made.year = made.unit.district, made.campaign.year
    made.marked_at, made.marked_by = clock.now(), by if isinstance(by, Staff) else None
    change(made, {**fields, "title": fields["title"].strip()}, allowed=FIELDS)
    if len(made.passage) > LONGEST:
        sentence = _("A passage has at most {n} characters; choose the part that matters. Nothing was marked.")
        raise Problem(sentence.format(n=LONGEST))
    check(made, ["title"])
    made.folded = words_of(made)
    made.save(force_insert=True)
    _record("practice-marked", made, by, after={"title": made.title})
    return made


def words_of(practice: Practice) -> str:
    """What the search reads."""
    unit, parts = practice.unit, [practice.title, practice.passage, practice.theme, practice.district]
    return "\n".join(fold(part) for part in [*parts, unit.name, unit.short_name, practice.campaign.name] if part)


def _save(found: Practice, action: str, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    found.folded = words_of(found)
    found.save()
    _record(action, found, by, before, after)


def _refuse_personal(found: Practice) -> None:
    """Neither asked about nor published with somebody's number in it."""
    grave = [one.as_json() for one in personal.found_in(f"{found.title}\n{found.passage}") if one.weight != Weight.HINT]
    if grave:
        said = gettext("Take personal data out of the passage first. {sentence}")
        raise Problem(said.format(sentence=sentence_of(grave[0])))


def _locked(practice: Practice) -> Practice:
    with scope.everything("the view has fetched it through its permission"):
        rows: Any = Practice.objects.select_for_update(of=("self",))
        found: Practice = rows.select_related("campaign__owner", "unit", "material__campaign").get(pk=practice.pk)
    return found


def _record(action: str, found: Practice, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    path = found.campaign.owner.path
    audit.record(by=by, action=action, target=found, scope_path=path, before=before, after=after)
