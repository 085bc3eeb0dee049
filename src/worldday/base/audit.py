"""Every write leaves a row here, inside its own transaction. Read by `desk/audit`, sealed by `base/seal.py`."""

from contextvars import ContextVar
from typing import Any, Protocol

from django.db import models

from . import clock
from .models import AuditEvent

address: ContextVar[str | None] = ContextVar("address", default=None)  # set per request by middleware


class Actor(Protocol):
    """Whoever does something: a staff member, or `System`. From where is written down of those alone who answer for it
    (`answers = True`): a citizen's address would tell whose booking, course or answer it was, for as long as the trail is kept."""

    @property
    def actor_ref(self) -> str: ...
    @property
    def actor_name(self) -> str: ...


class System:
    """The program itself, acting for a stated reason: `System("demo")`. `answers`: it speaks of somebody at the desk's door."""

    def __init__(self, what: str, *, answers: bool = False) -> None:
        self.actor_ref = f"system:{what}"
        self.actor_name = what
        self.answers = answers


def record(
    *,
    by: Actor,
    action: str,
    target: models.Model,
    scope_path: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write down that `by` did `action` to `target`.

    `before`/`after` hold JSON-ready values of the fields that changed. Call it inside the verb's transaction: what was
    not written down did not happen.
    """
    return AuditEvent.objects.create(
        at=clock.wall(),
        actor=by.actor_ref,
        actor_name=by.actor_name,
        address=address.get() if getattr(by, "answers", False) else None,
        action=action,
        target_kind=target._meta.label_lower,
        target=str(getattr(target, "code", target.pk)),
        target_name=str(getattr(target, "name", ""))[:300],
        scope_path=scope_path,
        before=before or {},
        after=after or {},
    )
