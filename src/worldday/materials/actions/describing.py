"""What people say about a file: what it shows, where, when, by whom, and what may be done with it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change
from worldday.base.problems import Invalid, Problem
from worldday.materials.models import Material

FIELDS = ("caption", "place", "taken_on", "credit", "people", "reuse", "activity")


class SomeInvalid(Problem):
    """Of several files some hold values that cannot be kept; `errors`: code → field → sentences. Nothing was changed."""

    sentence = _("Some files hold something that cannot be kept, marked below; nothing was changed yet.")

    def __init__(self, errors: dict[str, dict[str, list[str]]]) -> None:
        self.errors = errors
        super().__init__()


@transaction.atomic
def describe(*, material: Material, changes: Values, by: Actor) -> Material:
    """Change any of `FIELDS`. Raises `Invalid`; `Problem` when the file was removed meanwhile."""
    row = _locked(material)
    if row.removed_at is not None:
        raise Problem(_("This file was removed meanwhile; nothing was changed."))
    _check(row, changes)
    before, after = change(row, changes, allowed=FIELDS)
    if after:
        row.save()
        path = row.unit.path
        audit.record(by=by, action="material-described", target=row, scope_path=path, before=before, after=after)
    return row


@transaction.atomic
def describe_many(*, said: Iterable[tuple[Material, Values]], by: Actor) -> int:
    """Change several at once, all or none; how many are different now. Raises `SomeInvalid`."""
    errors: dict[str, dict[str, list[str]]] = {}
    changed = 0
    for material, changes in said:
        different = {field: value for field, value in changes.items() if getattr(material, field) != value}
        if not different:
            continue
        try:
            describe(material=material, changes=different, by=by)
        except Invalid as invalid:
            errors[material.code] = invalid.errors
        changed += 1
    if errors:
        raise SomeInvalid(errors)
    return changed


def _check(row: Material, changes: Values) -> None:
    day, activity = changes.get("taken_on"), changes.get("activity")
    if day is not None and day > clock.today():
        raise Invalid({"taken_on": [gettext("This day lies in the future; say the day the picture was taken.")]})
    if activity is not None and activity.campaign_id != row.campaign_id:
        raise Invalid({"activity": [gettext("This activity is of another campaign; choose one of this campaign.")]})


def _locked(material: Material) -> Material:
    with scope.everything("the view has fetched it through its permission"):
        rows = Material.objects.select_for_update(of=("self",)).select_related("unit", "activity")
        found: Material = rows.get(pk=material.pk)
    return found
