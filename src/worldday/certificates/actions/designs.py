"""Designs: what certificates look like and say. What was issued keeps what was printed on it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, changes, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign
from worldday.certificates import wording
from worldday.certificates.models import Design, Sort
from worldday.certificates.rendering import LAYOUTS
from worldday.units.models import Unit

LONGEST = {
    "title": 40,
    "title_en": 80,
    "body": 400,
    "body_en": 600,
    "note": 120,
    "note_en": 200,
    "issuer": 80,
    "issuer_en": 120,
}
FIELDS = ("name", "campaign", "template", "valid_months", "active")


@transaction.atomic
def make_design(
    *,
    owner: Unit,
    name: str,
    sort: str,
    words: Mapping[str, str],
    by: Actor,
    campaign: Campaign | None = None,
    template: str = LAYOUTS[0],
    valid_months: int | None = None,
) -> Design:
    """A new design of `owner`. Raises `Problem` when its words cannot be printed or say what nobody here may say."""
    made = Design(owner=owner, sort=sort, words=_checked(words))
    made.name, made.campaign, made.template, made.valid_months = name, campaign, _layout(template), valid_months
    changes.check(made, ["name", "sort", "valid_months"])
    made.save()
    audit.record(by=by, action="certificate-design-made", target=made, scope_path=owner.path, after={"sort": sort})
    return made


@transaction.atomic
def change_design(*, design: Design, words: Mapping[str, str], by: Actor, **fields: object) -> Design:
    """Change words and `FIELDS`; certificates that exist stay as they were printed. Raises `Problem` as `make_design` does."""
    with scope.everything("the caller has the design"):
        found: Design = Design.objects.select_for_update().get(pk=design.pk)
    if "template" in fields:
        _layout(str(fields["template"]))
    wanted: Values = dict(fields) | {"words": _checked(words)}
    before, after = changes.change(found, wanted, allowed=(*FIELDS, "words"))
    if after:
        found.save()
        named = {"changes": ", ".join(after)}
        path = Unit.objects.values_list("path", flat=True).get(pk=found.owner_id)
        audit.record(
            by=by,
            action="certificate-design-changed",
            target=found,
            scope_path=path,
            before=before,
            after=after | named,
        )
    return found


def _checked(words: Mapping[str, str]) -> dict[str, str]:
    kept = {name: wording.clean(words.get(name, "")) for name in wording.WORDS}
    kept = {name: text for name, text in kept.items() if text}
    if not kept.get("title"):
        raise Problem(_("The title is missing; nothing was saved."))
    if wording.is_forbidden(kept):
        raise Problem(_("These words may only stand on what an approved certification body issues; nothing was saved."))
    for name, text in kept.items():
        if len(text) > LONGEST[name]:
            sentence = _("A text has {signs} characters; at most {most} fit. Nothing was saved.")
            raise Problem(sentence.format(signs=len(text), most=LONGEST[name]))
    if unclosed := [text for text in kept.values() if text.count("{") != text.count("}")]:
        raise Problem(_("A brace is not closed in “{text}”; nothing was saved.").format(text=unclosed[0][:40]))
    return kept


def _layout(template: str) -> str:
    if template not in LAYOUTS:
        raise Problem(_("There is no such layout; nothing was saved."))
    return template


__all__ = ["LONGEST", "Sort", "change_design", "make_design"]
