"""Setting fields on a row so that the audit trail can say what really changed."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from . import scope
from .problems import Invalid

Values = dict[str, Any]


def change(row: models.Model, changes: Values, *, allowed: Collection[str]) -> tuple[Values, Values]:
    """Set `changes` on `row`, check them, and return the values that differ, before and after, JSON-ready.

    The row is not saved. Raises `Invalid` when a value breaks the field or a constraint of the model, `KeyError` when
    a field is not among `allowed` (a programming error, not a person's).
    """
    before, after = {}, {}
    for field, value in changes.items():
        if field not in allowed:
            raise KeyError(f"{field} of {row._meta.label} is not changed by this verb")
        if (old := getattr(row, field)) != value:
            before[field], after[field] = ready(old), ready(value)
            setattr(row, field, value)
    check(row, after)
    return before, after


def check(row: models.Model, fields: Collection[str]) -> None:
    """Validate these fields and the constraints they take part in; raises `Invalid`.

    Choices stand in the model's `CHOICES`, not in its columns, so that a new one needs no migration.
    """
    for field, choices in getattr(row, "CHOICES", {}).items():
        if field in fields and getattr(row, field) not in choices.values:
            raise Invalid({field: [gettext("“{value}” is not one of the choices.").format(value=getattr(row, field))]})
    others = [field.name for field in row._meta.fields if field.name not in fields]
    try:
        row.clean_fields(exclude=others)
        with scope.everything("what must be unique is unique beyond one authority"):
            row.validate_unique(exclude=others)
            row.validate_constraints()
    except ValidationError as error:
        raise Invalid(error.message_dict) from None


def ready(value: Any) -> Any:
    """The value as JSON keeps it: days and hours as ISO text, rows by their public code."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, models.Model):
        return getattr(value, "code", value.pk)
    return str(value) if isinstance(value, models.Choices) else value
