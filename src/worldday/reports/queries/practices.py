"""The library of good practices: who sees which, found by any part of any word; and what the public sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from worldday.base import scope
from worldday.base.scope import Subtrees
from worldday.base.text import fold
from worldday.campaigns.models import PUBLISHED as PUBLIC_CAMPAIGNS
from worldday.campaigns.models import Campaign
from worldday.materials.models import MaterialKind
from worldday.materials.queries import PUBLIC, of_campaign
from worldday.reports.models import Practice, PracticeState
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import grants, paths_where

SHARED = (PracticeState.AGREED, PracticeState.PUBLISHED)
_RELATED = ("unit", "campaign__owner", "material__campaign", "taken_from__unit", "taken_from__campaign", "submission")


@dataclass(frozen=True)
class Wanted:
    """What of the library is asked for; "" leaves everything."""

    words: str = ""
    theme: str = ""
    kind: str = ""
    district: str = ""
    year: str = ""
    state: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.words or self.theme or self.kind or self.district or self.year or self.state)


def visible_to(staff: Staff) -> QuerySet[Practice]:
    """What units of the same authority agreed to share; and, in whatever state, those of one's own units and campaigns."""
    roots = {f"/{path.split('/')[1]}/" for path, _role in grants(staff)}
    shared = Q(pk__in=[])
    for root in roots:
        shared |= Q(unit__path__startswith=root, state__in=SHARED)
    own = Subtrees(paths_where(staff, Permission.REPORT)).q("unit__path")
    run = Subtrees(paths_where(staff, Permission.RUN_CAMPAIGN)).q("campaign__owner__path")
    asked = Subtrees(paths_where(staff, Permission.REPORT)).q("submission__filing__task__issuer__path")
    with scope.everything("staff of one authority learn from each other; the filter above is the permission"):
        rows: Any = Practice.objects.filter(shared | own | run | asked)
    found: QuerySet[Practice] = rows.select_related(*_RELATED).order_by("-id")
    return found


def found_in(rows: QuerySet[Practice], wanted: Wanted) -> QuerySet[Practice]:
    """Those that hold every word, each anywhere in it: 标准化 is found by 准化."""
    for word in filter(None, (fold(each) for each in wanted.words.split())):
        rows = rows.filter(folded__contains=word)
    for field in ("theme", "kind", "district", "state"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    return rows.filter(year=int(wanted.year)) if wanted.year.isdecimal() and len(wanted.year) <= len("2020") else rows


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    themes: list[str]
    kinds: list[str]
    districts: list[str]
    years: list[int]


def choices(rows: QuerySet[Practice]) -> Choices:
    """Only what there is. One query."""
    found = set(rows.order_by().values_list("theme", "kind", "district", "year"))
    themes, kinds, districts = (sorted({str(one[at]) for one in found} - {""}) for at in range(3))
    return Choices(themes, kinds, districts, sorted({int(one[3]) for one in found}, reverse=True))


def to_answer(staff: Staff) -> QuerySet[Practice]:
    """Those that wait for a yes or a no this person may give (`rules.may_answer`)."""
    mine = Q(pk__in=[])
    for path in paths_where(staff, Permission.REPORT):
        own = Q(unit__path__startswith=path)
        mine |= own & (~Q(campaign__owner__path__startswith=path) | Q(unit=F("campaign__owner")))
    return visible_to(staff).filter(mine, state=PracticeState.ASKED)


def published_in(campaign: Campaign) -> QuerySet[Practice]:
    """What stands on the public page of a published campaign, newest first."""
    with scope.everything("published after its unit agreed"):
        rows: Any = Practice.objects.filter(campaign=campaign, state=PracticeState.PUBLISHED)
    found: QuerySet[Practice] = rows.filter(campaign__state__in=PUBLIC_CAMPAIGNS)
    return found.select_related(*_RELATED).order_by("-published_at", "-id")


def pictures_among(practices: Iterable[Practice], *, campaign: Campaign) -> set[int]:
    """Keys of their pictures that may stand on public pages today: a consent can be taken back. One query."""
    keys = [one.material_id for one in practices if one.material_id]
    with scope.everything("whether a picture may be public is no secret"):
        rows = of_campaign(campaign, usable_in=PUBLIC).filter(pk__in=keys).exclude(kind=MaterialKind.DOCUMENT)
        return set(rows.values_list("pk", flat=True)) if keys else set()
