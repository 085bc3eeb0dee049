"""The one joint. A kind is what an activity *is*: a quiz, a course, a broadcast …

Each kind lives in an area of its own and registers one object here when its app starts. The campaign page, the
workplan, the reminders and the final report are written against this joint alone, so a new kind is a new folder
(see docs/howto/add-a-kind.md) and nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from worldday.base.audit import Actor
    from worldday.units.models import Unit

    from .models import Activity


@dataclass(frozen=True)
class Blocker:
    """What stands between an activity and its opening, and who can take it away."""

    reason: str | Promise
    unit: Unit | None = None  # who can fix it; None = the organiser
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """数据: one number with its definition, unit and the record it came from."""

    name: str | Promise
    value: float
    measure: str | Promise  # 人次, 份 …
    definition: str | Promise
    source: str  # the query or record, in words
    taken_at: datetime


_ONLINE = re.compile(r"线上|网上|直播|在线(?!新经济|监测|检测)")  # 在线新经济 is an industry, 在线监测 an instrument
CONTENT_WEIGHT = 0.4  # a name says what an activity is; its content mentions much else besides


class Kind:
    """What every kind gives the campaign; the defaults are what is true of any activity."""

    slug: str
    label: str | Promise
    icon = "circle"  # a symbol of ui/static/ui/symbols.svg
    how_to_join: str | Promise  # one plain sentence for the public until the kind's own page says more
    take_part: str | Promise = _("Take part")  # on the button that leads to the kind's own page
    prefetch: tuple[str, ...] = ()  # relations of an activity that readiness reads, fetched at once for many activities
    page_needs: tuple[str, ...] = ()  # likewise, of those that public_page reads
    words: dict[str, float] = {}  # word → weight, for proposing the kind from an activity's text

    def recognise(self, text: str) -> float:
        """How much `text` (the name on its first line, then the content) speaks of this kind; 0 when nothing does."""
        name, _line, content = text.partition("\n")
        return self._weigh(name) + CONTENT_WEIGHT * self._weigh(content)

    def _weigh(self, text: str) -> float:
        return sum(weight for word, weight in self.words.items() if word in text)

    def set_up(self, activity: Activity, *, by: Actor) -> object:
        """Create the kind's own records when the organiser confirms; safe to call again. Nothing to create by default."""
        return None

    def public_page(self, activity: Activity) -> str:
        """Where people take part."""
        return reverse("public:activity", args=[activity.campaign.slug, activity.code])

    def desk_page(self, activity: Activity) -> str:
        """Where staff run it."""
        return reverse("desk_campaigns:activity", args=[activity.code])

    def joining(self, activity: Activity) -> str | Promise:
        """How to take part in this very activity, in one plain sentence; whatever holds for every activity of the kind."""
        return self.how_to_join

    def readiness(self, activity: Activity) -> list[Blocker]:
        """What is missing before it can open, in words, with who can fix it."""
        return general_blockers(activity)

    def evidence(self, activity: Activity) -> list[Figure]:
        """What it has produced; nothing until there are records to count."""
        return []


def general_blockers(activity: Activity) -> list[Blocker]:
    """What any activity needs: somebody responsible, a window, and a unit people can turn to."""
    found: list[Blocker] = []
    roles = list(activity.roles.all())
    if not roles:
        found.append(Blocker(_("No unit is responsible for it.")))
    if activity.window_start is None and activity.window_end is None:
        found.append(Blocker(_("It has no time window.")))
    found += [
        Blocker(format_lazy(_("The notice says “{phrase}”: choose the units meant."), phrase=p))
        for p in _unnamed(activity)
    ]
    if roles and not any(role.unit.contact for role in roles):
        found.append(Blocker(_("No unit taking part has a public contact point."), unit=roles[0].unit))
    return found


def exact_days(activity: Activity) -> list[Blocker]:
    """For kinds that people come to: a phrase such as 10月中旬 is a plan, not yet an invitation."""
    settled = activity.window_start is not None and activity.window_precision in ("day", "")
    dated = activity.window_start is not None or activity.window_end is not None
    return [Blocker(_("Its exact days are not fixed yet."), unit=_runner(activity))] if dated and not settled else []


def place_named(activity: Activity) -> list[Blocker]:
    """For kinds that happen somewhere; what happens online needs no place."""
    online = _ONLINE.search(f"{activity.name}\n{activity.content}")
    return [] if activity.place or online else [Blocker(_("No place has been named yet."), unit=_runner(activity))]


def _runner(activity: Activity) -> Unit | None:
    """The unit that runs it: guidance comes from above, the work is done by the first of the others."""
    roles = list(activity.roles.all())
    doing = [role for role in roles if role.role != "guide"] or roles
    return doing[0].unit if doing else None


def _unnamed(activity: Activity) -> list[str]:
    """Phrases such as 相关区市场监管局 behind which nobody has yet said who is meant; settled once people set the units."""
    unnamed: list[str] = activity.from_notice.get("unnamed", [])
    said = activity.from_notice.get("units", {}).get("rows", [])
    untouched = [[role.unit.code, role.role] for role in activity.roles.all()] == said
    return unnamed if untouched else []


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called once by each kind's app. Two kinds with one slug are a programming error."""
    if kind.slug in _kinds:
        raise ValueError(f"Two kinds call themselves {kind.slug!r}.")
    _kinds[kind.slug] = kind


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(activity: Activity) -> Kind:
    """The activity's kind. A slug whose app is not installed still has a name and a page."""
    return get(activity.kind)


def get(slug: str) -> Kind:
    return _kinds.get(slug) or _Unknown(slug)


def evidence_of(activity: Activity) -> list[Figure]:
    """What it has produced, of its own kind first: a ceremony may release records as well, a course may meet in a hall."""
    own = kind_of(activity)
    every = (own, *(kind for kind in all_kinds() if kind is not own))
    return [figure for kind in every for figure in kind.evidence(activity)]


def with_pages(activities: Iterable[Activity]) -> list[Activity]:
    """The same activities, with what their kinds need to say where people take part; a query for each such kind."""
    found = list(activities)
    for kind in all_kinds():
        if kind.page_needs:
            prefetch_related_objects([each for each in found if each.kind == kind.slug], *kind.page_needs)
    return found


def propose(text: str) -> str | None:
    """The slug that recognises `text` best, or None when no kind does."""
    scored = [(kind.recognise(text), kind.slug) for kind in _kinds.values()]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] > 0 else None


SURE = 3.0  # a score that one plain word in the name already gives
OUTBIDS = 2.0  # how many times better another kind must know an activity than the kind the reader gave it


def choose(slug: str, text: str) -> str:
    """The kind to propose when the reader says `slug`: that one, unless it is not installed, or a registered kind knows
    `text` at least twice as well (a kind the reader has never heard of)."""
    best = propose(text)
    if best is None:
        return slug if slug in _kinds else ""
    if slug not in _kinds:
        return best
    known = _kinds[slug].recognise(text)
    return best if _kinds[best].recognise(text) >= max(SURE, OUTBIDS * known) else slug


class _Unknown(Kind):
    label = _("Activity")
    how_to_join = _("Please ask the unit responsible.")

    def __init__(self, slug: str) -> None:
        self.slug = slug
