"""Taking a notice in, correcting what was read, and making it a campaign."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from copy import deepcopy
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, cast

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.campaigns import kinds
from worldday.campaigns.actions import put_plan
from worldday.campaigns.models import Campaign
from worldday.campaigns.plan import Data, NoYear, Plan, plan_from_reading
from worldday.units.models import Staff, Unit

from .corrections import carry_over
from .models import Draft, DraftState, Notice
from .queries import campaign_for, earlier_reading
from .reading.errors import Unreadable
from .reading.extract.limits import MAX_FILE
from .reading.guarded import read_file_safely


class NotRead(Problem):
    """The file or text gives nothing to review; `sentence` carries the reader's own reason."""


class NothingGiven(NotRead):
    sentence = _("Choose a file or paste the text of the notice.")


class StaleDraft(Problem):
    sentence = _(
        "Somebody else has saved this draft meanwhile; your changes are still on this page. Reload to see theirs."
    )


class DraftIsClosed(Problem):
    sentence = _("This draft has already been confirmed or set aside; nothing was changed.")


class YearMissing(Problem):
    sentence = _(
        "The notice does not say which year it is about. Fill in the day or the date of issue, then confirm again."
    )


class NameMissing(Problem):
    sentence = _("The notice has no title and names no day that is marked. Fill in one of them, then confirm again.")


def take_in(*, owner: Unit, file: UploadedFile[Any] | None, text: str | None, by: Actor) -> Notice:
    """Read a notice that was uploaded or pasted, keep it with its reading, and open a draft for review.

    The same bytes handed in again while their draft is still under review lead to that draft. The file is kept under a
    random name, outside what the web server serves, and only after reading succeeded. Raises `NotRead`.
    """
    if file is None and not text:
        raise NothingGiven
    with NamedTemporaryFile(prefix="worldday-", suffix=_suffix(file)) as kept:
        sha256 = _copy(file, text, kept)
        reading = _read(Path(kept.name))
        notice = Notice(owner=owner, sha256=sha256, text=str(reading.pop("text", "")) or text or "", reading=reading)
        notice.file_name = Path(file.name or "").name[:200] if file is not None else ""
        try:
            return _store(notice, kept if file is not None else None, by)
        except BaseException:
            if notice.file:
                notice.file.delete(save=False)
            raise


@transaction.atomic
def _store(notice: Notice, body: IO[bytes] | None, by: Actor) -> Notice:
    owner, reading = notice.owner, notice.reading
    Unit.objects.select_for_update().get(pk=owner.pk)  # two clicks at once: the second finds the first one's draft
    with scope.everything("one owner's notices"):
        same = Notice.objects.filter(owner=owner, sha256=notice.sha256, draft__state=DraftState.OPEN).first()
    if same is not None:
        return cast("Notice", same)
    notice.name = str(reading.get("title") or "").strip()[:300] or gettext("Notice without a title")
    notice.doc_number = str(reading.get("doc_number") or "")[:60]
    notice.taken_in_at, notice.taken_in_by = clock.now(), by if isinstance(by, Staff) else None
    if body is not None:
        notice.file.save(f"{secrets.token_hex(16)}{Path(body.name).suffix}", File(body), save=False)
    notice.save(force_insert=True)
    Draft.objects.create(notice=notice, data=_proposal(notice))
    after = {"title": notice.name, "doc_number": notice.doc_number, "file": notice.file_name, "sha256": notice.sha256}
    audit.record(by=by, action="notice-taken-in", target=notice, scope_path=owner.path, after=after)
    return notice


@transaction.atomic
def save_draft(*, draft: Draft, data: Data, version: int, by: Actor) -> Draft:
    """Keep a person's corrections; `version` is the one they saw. Raises `StaleDraft`, `DraftIsClosed`."""
    draft = _locked(draft)
    if draft.state != DraftState.OPEN:
        raise DraftIsClosed
    if draft.version != version:
        raise StaleDraft
    if data == draft.data:
        return draft
    before, after = _changed_fields(draft.data, data)
    draft.data, draft.version = data, version + 1
    draft.save(update_fields=["data", "version"])
    _record("draft-saved", draft, by, before, after)
    return draft


@transaction.atomic
def confirm(*, draft: Draft, version: int, by: Actor, cancel: Collection[str] = ()) -> Campaign:
    """Make the draft a campaign, or bring its campaign up to date, in one transaction.

    `cancel`: codes of activities and tasks the notice no longer names, which the reviewer ticked. Confirming twice, or
    two people at once, leads to the same campaign. Raises `StaleDraft`, `DraftIsClosed`, `YearMissing`,
    `NameMissing`.
    """
    draft = _locked(draft)
    if draft.state == DraftState.CONFIRMED and draft.notice.campaign is not None:
        return draft.notice.campaign
    if draft.state != DraftState.OPEN:
        raise DraftIsClosed
    if draft.version != version:
        raise StaleDraft
    plan, owner = _plan(draft), draft.notice.owner
    Unit.objects.select_for_update().filter(path=owner.root_path).first()  # before asking which campaign it belongs to
    campaign = put_plan(plan=plan, owner=owner, campaign=campaign_for(plan=plan, owner=owner), by=by, cancel=cancel)
    draft.state, draft.confirmed_at = DraftState.CONFIRMED, clock.now()
    draft.confirmed_by = by if isinstance(by, Staff) else None
    draft.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    Notice._base_manager.filter(pk=draft.notice.pk).update(campaign=campaign, doc_number=plan.doc_number[:60])
    _record("draft-confirmed", draft, by, after={"campaign": campaign.code})
    return campaign


@transaction.atomic
def discard(*, draft: Draft, by: Actor) -> Draft:
    """Set the draft aside; the notice itself stays on file. Again: nothing happens. Raises `DraftIsClosed`."""
    draft = _locked(draft)
    if draft.state == DraftState.CONFIRMED:
        raise DraftIsClosed
    if draft.state == DraftState.OPEN:
        draft.state = DraftState.DISCARDED
        draft.save(update_fields=["state"])
        _record("draft-discarded", draft, by)
    return draft


@transaction.atomic
def reopen(*, draft: Draft, by: Actor) -> Draft:
    """Take up again what was set aside, with every correction. Again: nothing happens. Raises `DraftIsClosed`."""
    draft = _locked(draft)
    if draft.state == DraftState.CONFIRMED:
        raise DraftIsClosed
    if draft.state == DraftState.DISCARDED:
        draft.state = DraftState.OPEN
        draft.save(update_fields=["state"])
        _record("draft-reopened", draft, by)
    return draft


def _suffix(file: UploadedFile[Any] | None) -> str:
    """The reader tells the format by content; the ending only helps it to say what was expected."""
    suffix = Path(file.name or "").suffix.lower() if file is not None else ".txt"
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= len(".html") else ""


def _copy(file: UploadedFile[Any] | None, text: str | None, kept: Any) -> str:
    """Write what came in to `kept`; its SHA-256."""
    if file is not None and (file.size or 0) > MAX_FILE:
        sizes: dict[str, object] = {"size": f"{(file.size or 0) // 2**20} MB", "limit": f"{MAX_FILE // 2**20} MB"}
        raise _not_read(Unreadable("too_big", sizes))
    digest = hashlib.sha256()
    for chunk in file.chunks() if file is not None else [(text or "").encode()]:
        digest.update(chunk)
        kept.write(chunk)
    kept.flush()
    return digest.hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_file_safely(path)
    except Unreadable as error:
        raise _not_read(error) from error


def _not_read(error: Unreadable) -> NotRead:
    reason = error.sentence(get_language() or "zh-hans")
    return NotRead(gettext("{reason} Nothing was stored.").format(reason=reason))


def _proposal(notice: Notice) -> dict[str, Any]:
    """The reading as a draft: with what people corrected when they read this notice, or the one it amends, before, and
    otherwise with the kind that the registered kinds agree on for each activity."""
    data = _with_kinds(notice.reading)
    earlier = earlier_reading(notice)
    return carry_over(_with_kinds(earlier.reading), earlier.draft.data, data) if earlier else data


def _with_kinds(reading: dict[str, Any]) -> dict[str, Any]:
    data = deepcopy(reading)
    for row in data.get("activities") or []:
        row["kind"] = kinds.choose(row.get("kind") or "", f"{row.get('name') or ''}\n{row.get('content') or ''}")
    return data


def _plan(draft: Draft) -> Plan:
    try:
        plan = plan_from_reading(draft.data)
    except NoYear:
        raise YearMissing from None
    if not plan.name:
        raise NameMissing
    return plan


def _changed_fields(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [field for field in new if field != "spans" and old.get(field) != new[field]]
    return {field: old.get(field) for field in changed}, {field: new[field] for field in changed}


def _locked(draft: Draft) -> Draft:
    with scope.everything("the view has fetched it through its permission"):
        found: Draft = Draft.objects.select_for_update().get(pk=draft.pk)
        # asked for after the wait: a join would show the notice as it was before whoever held the lock confirmed it
        found.notice = Notice.objects.select_related("owner", "campaign__owner").get(pk=found.notice_id)
    return found


def _record(
    action: str,
    draft: Draft,
    by: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    path = draft.notice.owner.path
    audit.record(by=by, action=action, target=draft.notice, scope_path=path, before=before, after=after)
