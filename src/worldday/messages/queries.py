"""Reading the outbox: a person's notes, and the log of what was sent on behalf of some units."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from worldday.base import clock
from worldday.base.scope import Subtrees

from .models import Channel, Message, MessageState


def notes_of(person: str) -> QuerySet[Message]:
    """What has come for this person in the desk, the newest first."""
    come = Message.objects.filter(to=person, channel=Channel.NOTE, due_at__lte=clock.now())
    return come.exclude(state=MessageState.WITHDRAWN).order_by("-due_at", "-id")


def unread(person: str) -> int:
    return notes_of(person).filter(read_at=None).count()


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the log; "" = everything. `campaign` and `about` are public codes."""

    campaign: str = ""
    about: str = ""
    occasion: str = ""
    channel: str = ""
    state: str = ""


def log(scope: Subtrees, wanted: Wanted) -> QuerySet[Message]:
    """What units within `scope` sent, the newest first."""
    exact = {field: value for field, value in vars(wanted).items() if value}
    return Message.objects.filter(scope.q("scope_path"), **exact).order_by("-id")


def counts(scope: Subtrees, wanted: Wanted) -> dict[str, int]:
    """By state, whichever state is wanted."""
    rows = log(scope, Wanted(**{**vars(wanted), "state": ""})).order_by()
    return dict(rows.values_list("state").annotate(n=Count("pk")).values_list("state", "n"))
