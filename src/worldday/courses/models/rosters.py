"""A list of people a unit sends to a cohort, line by line, and what became of each line."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.base.strongbox import LockedJSONField

from .cohorts import Cohort


class RosterState(models.TextChoices):
    READING = "reading", _("Being read")
    PREVIEW = "preview", _("Preview")
    RUNNING = "running", _("Being taken in")
    DONE = "done", _("Taken in")


class Roster(models.Model):
    """名单. `headings` are those of the sheet, `mapping` says which column (from 0) holds what; lines are read and taken in by their
    number, a chunk at a time, so that work which is cut off goes on where it was."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="rosters")
    file_name = models.CharField(max_length=200)
    stored = models.CharField(max_length=80, blank=True)  # the sheet, with `courses.files`; "" once it is read
    headings = models.JSONField(default=list)
    headings_row = models.PositiveIntegerField(default=1)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=RosterState.READING)
    lines = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(default=0)
    already = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        if isinstance(scope, Public):
            return models.Q(pk__in=[])
        return models.Q(cohort__in=Cohort._base_manager.filter(Cohort.scope_q(scope)))


class LineState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ENTERED = "entered", _("Enrolled")
    ALREADY = "already", _("Enrolled already")
    WRONG = "wrong", _("Not enrolled")


class RosterLine(models.Model):
    """One line of the sheet. `cells` go once it is taken in; those of wrong lines stay until they were fetched and are due."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()  # as the spreadsheet shows it
    cells = LockedJSONField(purpose="roster-line", default=dict, blank=True)  # {"cells": [text, …]}
    state = models.CharField(max_length=10, default=LineState.WAITING)
    reason = models.CharField(max_length=30, blank=True)  # a key of courses.roster_sentences.REASONS

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["roster", "number"], name="roster_line_once")]
        indexes = [models.Index(fields=["roster", "state", "number"], name="roster_line_waiting")]
