"""Setting up registries: the five that come ready, and others as a unit needs them."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, longwork
from worldday.base.audit import Actor
from worldday.base.changes import change, check
from worldday.base.problems import Invalid
from worldday.registry import ready, schema
from worldday.registry.models import FormerSlug, Registry
from worldday.registry.schema import Field
from worldday.units.models import Unit

from . import reshaping
from .holding import record_audit
from .reindexing import WORK

CHANGED = frozenset(
    {
        *("slug", "name", "name_en", "about", "about_en", "number_label", "number_label_en", "number_pattern"),
        *("number_needed", "name_label", "name_label_en", "licence", "source", "source_en", "sample", "position"),
        "about_people",
    }
)
OURS = ("check",)  # addresses of our own beside those of registries (public/registry/urls.py)
SHAPES = ("key", "sort", "needed", "public", "searched", "filtered", "pattern", "choices")


@transaction.atomic
def make_ready(*, owner: Unit, by: Actor) -> dict[str, Registry]:
    """The five ready registries of this unit by their short name; those that exist are left as they are."""
    kept = {one.ready: one for one in Registry._base_manager.filter(owner=owner).exclude(ready="")}
    for position, row in enumerate(ready.REGISTRIES, 1):
        if row["ready"] not in kept:
            kept[row["ready"]] = _make_ready(owner, row, position, by)
    return kept


def _make_ready(owner: Unit, row: dict[str, Any], position: int, by: Actor) -> Registry:
    rest = {name: value for name, value in row.items() if name not in ("fields", "ready")}
    slug = str(row["ready"])
    if Registry._base_manager.filter(slug=slug).exists() or FormerSlug.objects.filter(slug=slug).exists():
        slug = f"{slug}-{owner.code}"
    try:
        with transaction.atomic():
            made: Registry = Registry._base_manager.create(
                owner=owner,
                slug=slug,
                ready=row["ready"],
                position=position,
                fields=schema.as_json(row["fields"]),
                **rest,
            )
    except IntegrityError:  # somebody else is setting up the same unit's registries
        return Registry._base_manager.get(owner=owner, ready=row["ready"])
    record_audit("registry-made", made, made, by)
    return made


@transaction.atomic
def make_registry(*, owner: Unit, values: dict[str, Any], fields: list[Field], by: Actor) -> Registry:
    """A registry of one's own making, closed to the public until its first release. Raises `Invalid`."""
    schema.check_schema(fields, values.get("number_pattern", ""))
    made = Registry(owner=owner, fields=schema.as_json(fields), position=100)
    given = dict(values)
    given["slug"] = given.get("slug") or slugify(given.get("name_en", ""))[:40] or made.code
    for name, value in given.items():
        if name not in CHANGED:
            raise KeyError(f"{name} of a registry is not set by this verb")
        setattr(made, name, value)
    check(made, [*given, "owner", "fields"])
    _check_slug(made)
    made.save()
    record_audit("registry-made", made, made, by)
    return made


@transaction.atomic
def change_registry(*, registry: Registry, values: dict[str, Any], fields: list[Field], by: Actor) -> Registry:
    """Change what it says of itself and asks of its records.

    Records that are there stay as they are, also where they would not be taken any more; what is found by search follows in the
    background, which then says how many do not fit. Raises `Invalid`, for what could not be undone see `reshaping`.
    """
    schema.check_schema(fields, values.get("number_pattern", registry.number_pattern))
    held: Registry = Registry._base_manager.select_for_update().get(pk=registry.pk)
    reshaping.check(held, fields)
    shape, slug = _shape(held), held.slug
    before, after = change(held, dict(values) | {"fields": schema.as_json(fields)}, allowed=CHANGED | {"fields"})
    if not after:
        return held
    if held.slug != slug:
        _keep_former(held, slug)
    held.save()
    record_audit("registry-changed", held, held, by, before=_named(before), after=_named(after))
    if _shape(held) != shape and held.blocks.exists():
        longwork.ask(name=WORK, target=held.code, by=by)
    return held


def _keep_former(registry: Registry, slug: str) -> None:
    """What was printed with the old address leads to the new one; nobody else gets it. Raises `Invalid`."""
    _check_slug(registry)
    FormerSlug.objects.filter(slug=registry.slug, registry=registry).delete()
    FormerSlug.objects.get_or_create(slug=slug, defaults={"registry": registry, "left_at": clock.now()})


def _check_slug(registry: Registry) -> None:
    if registry.slug in OURS:
        raise Invalid({"slug": [str(_("A page of this site has this address; please choose another one."))]})
    if FormerSlug.objects.filter(slug=registry.slug).exclude(registry=registry.pk).exists():
        raise Invalid({"slug": [str(_("Another registry had this address, and its printed codes lead there."))]})


def _shape(registry: Registry) -> list[Any]:
    """What of the schema decides by which words a record is found and whether it fits; how things are called does not."""
    fields = [tuple(getattr(one, name) for name in SHAPES) for one in schema.fields_of(registry)]
    return [registry.number_pattern, registry.number_needed, fields]


def _named(values: dict[str, Any]) -> dict[str, Any]:
    """For the audit trail: fields by their labels."""
    return {name: [row["label"] for row in value] if name == "fields" else value for name, value in values.items()}


@transaction.atomic
def open_registry(*, registry: Registry, by: Actor) -> Registry:
    """Let the public see it with everything that has been released."""
    return _set_open(registry, "registry-opened", by, is_open=True)


@transaction.atomic
def close_registry(*, registry: Registry, by: Actor) -> Registry:
    """Take it off the public pages with everything in it; nothing is lost."""
    return _set_open(registry, "registry-closed", by, is_open=False)


def _set_open(registry: Registry, action: str, by: Actor, *, is_open: bool) -> Registry:
    held: Registry = Registry._base_manager.select_for_update().get(pk=registry.pk)
    before, after = change(held, {"is_open": is_open}, allowed=["is_open"])
    if after:
        held.save()
        record_audit(action, held, held, by, before=before, after=after)
    return held
