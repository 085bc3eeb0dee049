"""Whose eyes a query looks through.

Several authorities share one installation, so every query on a scoped model asks on whose behalf it runs. A request gets
its scope from middleware (public, or the signed-in person's units), a command or worker says `everything`. A query with
no scope raises `OutsideScope` instead of leaking another authority's rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Self

from django.db import models


class OutsideScope(Exception):
    """A scoped model was queried where nobody had said on whose behalf."""


@dataclass(frozen=True)
class Everything:
    """The installation itself: commands, the worker, a verb that has already checked its actor."""

    reason: str


@dataclass(frozen=True)
class Public:
    """Anyone: only what has been published."""


@dataclass(frozen=True)
class Subtrees:
    """Staff: the units they serve and all below; `paths` are the units' materialised paths."""

    paths: tuple[str, ...]

    def q(self, field: str) -> models.Q:
        """Rows whose path in `field` lies in one of the subtrees; nothing when there are none."""
        found = models.Q(pk__in=[])
        for path in self.paths:
            found |= models.Q(**{f"{field}__startswith": path})
        return found


Scope = Everything | Public | Subtrees

_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope:
    scope = _scope.get()
    if scope is None:
        raise OutsideScope("Say on whose behalf this query runs: scope.use(…), see base/scope.py.")
    return scope


@contextmanager
def use(scope: Scope) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def everything(reason: str) -> Iterator[None]:
    """For commands, the worker and verbs; the reason is for the reader of the code."""
    with use(Everything(reason)):
        yield


class ScopedQuerySet(models.QuerySet[Any]):
    def within(self, scope: Scope) -> Self:
        """Only what `scope` may see; the model says how in `scope_q(public)` / `scope_q(subtrees)`."""
        if isinstance(scope, Everything):
            return self
        return self.filter(self.model.scope_q(scope))


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """The default manager of every model that belongs to an authority."""

    def get_queryset(self) -> ScopedQuerySet:
        rows: ScopedQuerySet = super().get_queryset()
        return rows.within(current())
