from django.db import models


class AuditEvent(models.Model):
    """One thing somebody did. Text references only, so that history never keeps a row alive nor dies with it."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=64)  # public code of the staff member, or system:<what>
    actor_name = models.CharField(max_length=150)
    address = models.GenericIPAddressField(null=True)
    action = models.SlugField(max_length=60)  # campaign-confirmed, unit-changed …
    target_kind = models.CharField(max_length=40)
    target = models.CharField(max_length=64, db_index=True)
    target_name = models.CharField(max_length=300)
    scope_path = models.CharField(max_length=255, db_index=True)  # path of the unit it belongs to; "" = installation
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
        ]


class AuditSeal(models.Model):
    """One link of the hash chain over audit events: `digest` covers the event's row and the digest before it."""

    position = models.BigIntegerField(unique=True)  # 1, 2, 3 …: a removed seal leaves a gap, two sealers meet here
    event_ref = models.BigIntegerField(unique=True)  # not a foreign key: a removed event must leave its seal behind
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]


class LongWork(models.Model):
    """Something that takes longer than a page may, asked for by a person; see base/longwork.py."""

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

    name = models.CharField(max_length=40)  # what is done, as registered
    target = models.CharField(max_length=64)  # public code of what it is done to
    state = models.CharField(max_length=10, default=WAITING)
    sentence = models.TextField(blank=True)  # what came of it, for the person who asked
    asked_by = models.CharField(max_length=64)
    asked_name = models.CharField(max_length=150)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()  # wall clock, like the rest
    alive_at = models.DateTimeField(null=True)  # when its worker was last heard of
    taken_up = models.PositiveSmallIntegerField(default=0)  # how often another worker took it over
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "target"], name="longwork_once")]


class CacheRow(models.Model):
    """The table of Django's database cache, whose columns these are. It holds what must outlive a process: the counts
    of failed sign-ins. Read and written by django.core.cache only."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "worldday_cache"
