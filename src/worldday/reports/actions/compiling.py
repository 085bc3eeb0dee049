"""The final report: pressed together, edited, pressed again; no edit is lost and no press makes two reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.base.problems import Problem
from worldday.base.text import in_language
from worldday.campaigns.models import Campaign
from worldday.reports.compiling import keeping, order, revising
from worldday.reports.compiling.gathering import sent_for, usable_pictures
from worldday.reports.compiling.running import BEAT_GOOD_FOR
from worldday.reports.models import Compilation, CompilationState, Section
from worldday.reports.tasks import compile_report
from worldday.units.models import Staff, Unit

AT_WORK = (CompilationState.WAITING, CompilationState.RUNNING)
MOST_PHOTOS = 60


class StaleSection(Problem):
    """Somebody else saved the section since; `standing` is how it stands now."""

    def __init__(self, standing: Section) -> None:
        self.standing = standing
        who = standing.edited_by.name if standing.edited_by else gettext("somebody else")
        sentence = _(
            "{who} saved this section while you were writing. Their text is shown beside yours; bring both together and save again."
        )
        super().__init__(sentence.format(who=who))


def busy(compilation: Compilation) -> bool:
    """A press is waiting or at work and still shows signs of life."""
    beaten = compilation.beaten_at
    return compilation.state in AT_WORK and beaten is not None and clock.wall() - beaten < BEAT_GOOD_FOR


@transaction.atomic
def compile(*, campaign: Campaign, issuer: Unit, by: Actor, language: str = "") -> Compilation:  # noqa: A001 — the verb people use
    """Have the report of `issuer` (the campaign's owner, or a unit that passed its tasks on) made in the background.

    Pressed again while one is at work, nothing new begins; a run that fell silent is taken over.
    """
    compilation = _begun(campaign, issuer)
    if busy(compilation):
        return compilation
    compilation.run += 1
    compilation.state, compilation.step, compilation.problem = CompilationState.WAITING, "", ""
    compilation.done = compilation.total = 0
    compilation.asked_at = compilation.beaten_at = clock.wall()
    compilation.asked_by = by if isinstance(by, Staff) else None
    if language:
        compilation.language = language
    compilation.title = compilation.title or title_of(campaign, compilation.language)
    compilation.save()
    _record("report-asked", compilation, by, after={"run": compilation.run, "language": compilation.language})
    code, number = compilation.code, compilation.run
    transaction.on_commit(lambda: compile_report.enqueue(code, number))
    return compilation


def title_of(campaign: Campaign, language: str) -> str:
    """2020年“世界标准日”活动总结报告."""
    with override(language):
        name = in_language(campaign.name, campaign.name_en, language)
        return gettext("Final report on the {year} {name}").format(year=campaign.year, name=name)


@transaction.atomic
def retitle(*, compilation: Compilation, title: str, by: Actor) -> Compilation:
    """Give the report another title; an empty one goes back to the usual one."""
    held = _held(compilation)
    said = " ".join(title.split())[:200] or title_of(held.campaign, held.language)
    if said != held.title:
        before, held.title = held.title, said
        held.save(update_fields=["title"])
        _record("report-retitled", held, by, before={"title": before}, after={"title": said})
    return held


@transaction.atomic
def choose_photos(*, compilation: Compilation, codes: Sequence[str] | None, by: Actor) -> Compilation:
    """The photos of the report, in order; None leaves the choice to the rule. Consent and right are asked again at each press."""
    held = _held(compilation)
    if codes is not None:
        with scope.everything("the view asked for the report; only what was sent to its issuer may be chosen"):
            usable = {one.code for one in usable_pictures(held.campaign, sent_for(held.campaign, held.issuer))}
        if any(code not in usable for code in codes):
            raise Problem(
                _(
                    "One of these photos may not stand in a report any more; look at the list again. Nothing was changed."
                )
            )
        if len(codes) > MOST_PHOTOS:
            raise Problem(
                _("A report holds at most {n} photos; please choose fewer. Nothing was changed.").format(n=MOST_PHOTOS)
            )
    before, held.photos = held.photos, None if codes is None else list(dict.fromkeys(codes))
    if before != held.photos:
        held.save(update_fields=["photos"])
        _record("report-photos-chosen", held, by, before={"photos": before}, after={"photos": held.photos})
    return held


@transaction.atomic
def edit_section(
    *, section: Section, revision: int, text: str, by: Actor, heading: str = "", seen: str = ""
) -> Section:
    """Keep a person's wording. `revision` is the one they saw, `seen` the digest of the generated text they saw (the present one
    if not said). Raises `StaleSection`, `Unreadable`; the caller keeps the text."""
    row = _locked(section)
    if row.revision != revision:
        raise StaleSection(row)
    before = _wording(row)
    if not row.annex:
        row.edited = revising.checked(row, text)
    said = " ".join(heading.split())[:200]
    row.own_heading = "" if said == row.heading else said
    row.edited_from = (seen or keeping.generated_digest(row)) if row.edited is not None else ""
    return _saved(row, "section-edited", by, before, _wording(row))


@transaction.atomic
def take_generated(*, section: Section, revision: int, by: Actor) -> Section:
    """Give up the person's wording for what the program writes now; the audit trail keeps how long the old one was."""
    row = _locked(section)
    if row.revision != revision:
        raise StaleSection(row)
    if row.own:
        raise Problem(_("You wrote this section yourself: there is no compiled wording to take. You can remove it."))
    before, row.edited, row.edited_from = _wording(row), None, ""
    if row.gone:
        return _removed(row, by)
    return _saved(row, "section-generated-taken", by, before, _wording(row))


@transaction.atomic
def keep_wording(*, section: Section, revision: int, by: Actor) -> Section:
    """Having seen what the program would write now, stay with one's own wording; the notice goes."""
    row = _locked(section)
    if row.revision != revision:
        raise StaleSection(row)
    if row.edited is None:
        return row
    row.edited_from = keeping.generated_digest(row)
    return _saved(row, "section-edited", by, {}, {"kept": True})


@transaction.atomic
def move_section(*, section: Section, to: Literal["up", "down"], by: Actor) -> Section:
    """One place up or down among its own sort; a section takes what stands below it along. At the end nothing happens."""
    held = _held(section.compilation)
    rows = list(held.sections.order_by("position", "id"))
    keys = [row.key for row in rows]
    levels = [0 if row.annex else row.level for row in rows]
    places = order.shifted(keys, levels, section.key, -1 if to == "up" else 1)
    if places == keys:
        return section
    for row in rows:
        place = places.index(row.key)
        row.moved = row.moved or row.key == section.key
        row.position = place
    Section.objects.bulk_update(rows, ["position", "moved"])
    found = next(row for row in rows if row.key == section.key)
    _record("section-moved", found, by, after={"to": to})
    return found


@transaction.atomic
def show_section(*, section: Section, shown: bool, by: Actor) -> Section:
    """Leave the section out of the report, or take it in again; its text stays."""
    row = _locked(section)
    if row.shown == shown:
        return row
    row.shown = shown
    return _saved(row, "section-shown", by, {"shown": not shown}, {"shown": shown})


@transaction.atomic
def add_section(
    *, compilation: Compilation, heading: str, by: Actor, after: Section | None = None, level: int = 1
) -> Section:
    """A section of one's own, behind `after` (else behind the last that is no annex); its text is written by editing it."""
    said = " ".join(heading.split())[:200]
    if not said:
        raise Problem(_("Please give the section a heading; nothing was added."))
    held = _held(compilation)
    rows = list(held.sections.order_by("position", "id"))
    body = [at for at, row in enumerate(rows, 1) if not row.annex]
    place = next((at for at, row in enumerate(rows, 1) if after and row.pk == after.pk), body[-1] if body else 0)
    made = Section(compilation=held, key=f"own:{new_code()}", heading=said, level=2 if level == 2 else 1, edited="")
    made.position, made.moved = place, True
    made.save(force_insert=True)
    for position, row in enumerate([*rows[:place], made, *rows[place:]]):
        row.position = position
    Section.objects.bulk_update([*rows, made], ["position"])
    _record("section-added", made, by, after={"heading": said})
    return made


@transaction.atomic
def remove_section(*, section: Section, by: Actor) -> Section:
    """Only a section that a person added, or one that would not be written any more; others can be hidden."""
    row = _locked(section)
    if not row.own and not row.gone:
        raise Problem(_("This section is compiled anew each time; it can be hidden, not removed."))
    return _removed(row, by)


@transaction.atomic
def note_download(*, compilation: Compilation, number: int, kind: str, by: Actor) -> None:
    """Who fetched which edition: final reports hold what units wrote before anything was published."""
    _record("report-downloaded", compilation, by, after={"edition": number, "kind": kind})


def _begun(campaign: Campaign, issuer: Unit) -> Compilation:
    """The one compilation of (campaign, issuer), locked."""
    with scope.everything("the view asked whether this person may compile for the issuer"):
        made, _new = Compilation.objects.get_or_create(campaign=campaign, issuer=issuer)
    return _held(made)


def _held(compilation: Compilation) -> Compilation:
    with scope.everything("the view has fetched it through its permission"):
        rows: Any = Compilation.objects.select_for_update(of=("self",)).select_related("campaign__owner", "issuer")
        found: Compilation = rows.get(pk=compilation.pk)
    return found


def _locked(section: Section) -> Section:
    """Locked first, read second: PostgreSQL would show who edited it as it was before the wait."""
    Section.objects.select_for_update().get(pk=section.pk)
    rows = Section.objects.select_related("compilation__campaign", "compilation__issuer", "edited_by")
    return rows.get(pk=section.pk)


def _wording(row: Section) -> dict[str, Any]:
    return {"heading": row.title, "characters": len(row.edited) if row.edited is not None else None}


def _saved(row: Section, action: str, by: Actor, before: dict[str, Any], after: dict[str, Any]) -> Section:
    row.revision += 1
    row.edited_at, row.edited_by = clock.now(), by if isinstance(by, Staff) else None
    row.save()
    _record(action, row, by, before=before, after=after)
    return row


def _removed(row: Section, by: Actor) -> Section:
    _record("section-removed", row, by)
    row.delete()
    return row


def _record(action: str, target: Compilation | Section, by: Actor, **said: Any) -> None:
    of = target if isinstance(target, Compilation) else target.compilation
    audit.record(by=by, action=action, target=target, scope_path=of.issuer.path, **said)
