"""What people answered. The hot path (`quizzes/intake`) writes `Attempt` rows with its own SQL and no Django."""

from django.conf import settings
from django.db import models

from .quiz import Quiz


class Attempt(models.Model):
    """One counted attempt, exactly as acknowledged. The constraints are the limits: a person's `number`th attempt and a
    day's `day_number`th attempt exist once, whoever writes them."""

    id = models.BigIntegerField(primary_key=True)  # time-ordered: milliseconds ≪ 20 | random
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, related_name="attempts", db_index=False, db_constraint=False
    )
    edition = models.PositiveSmallIntegerField()
    player = models.BigIntegerField()  # people.Participant.number
    number = models.PositiveSmallIntegerField()  # 0-based, in all
    day = models.PositiveIntegerField()  # 20201014, in the installation's time zone
    day_number = models.PositiveSmallIntegerField(null=True)  # 0-based, that day; None where no day is limited
    entrance = models.PositiveIntegerField(default=0)  # Entrance.pk, 0 = the main door
    district = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=60, blank=True, db_column="group_name")  # unit, school or class code
    age_band = models.CharField(max_length=10, blank=True)
    strength = models.CharField(max_length=10)  # the identity behind it: device, wechat, phone, seat
    started_ms = models.BigIntegerField()  # Unix ms, server clock
    submitted_ms = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField(db_column="right_count")
    answers = models.TextField()  # JSON as sent
    address = models.BigIntegerField(default=0)  # keyed digest of the network prefix, for burst detection only
    agent = models.BigIntegerField(default=0)  # keyed digest of the browser's name
    void = models.BooleanField(default=False)  # set by a person's decision on a flag; never deleted

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "player", "number"], name="attempt_number_once"),
            # the day first: new rows touch only today's pages of this index, however many days lie behind
            models.UniqueConstraint(
                fields=["quiz", "day", "player", "day_number"],
                condition=models.Q(day_number__isnull=False),  # a row that it does not bind costs nothing
                name="attempt_of_day_once",
            ),
        ]


class Standing(models.Model):
    """A person's best attempt, kept up as attempts arrive (`quizzes.ranking`); what rankings and draws read."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="standings", db_index=False)
    player = models.BigIntegerField()  # the person's number, also when they played under two identities
    attempt = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    time_ms = models.PositiveIntegerField()
    submitted_ms = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=1)  # how many counted
    entrance = models.PositiveIntegerField(default=0)
    district = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=60, blank=True, db_column="group_name")
    age_band = models.CharField(max_length=10, blank=True)
    strength = models.CharField(max_length=10)
    listed = models.BooleanField(default=True)  # in the ranking of persons; seats in a class are not

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "player"], name="standing_once")]
        indexes = [
            models.Index(fields=["quiz", "listed", *order], name=f"standing_order{name}")
            for name, order in (
                ("", ["-score", "time_ms", "submitted_ms", "id"]),
                ("_district", ["district", "-score", "time_ms", "submitted_ms", "id"]),
                ("_entrance", ["entrance", "-score", "time_ms", "submitted_ms", "id"]),
                ("_group", ["group", "-score", "time_ms", "submitted_ms", "id"]),
            )
        ]


class Bucket(models.Model):
    """How many listed persons of a board stand at one score and second, so that a place is a short sum."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="+", db_index=False)
    board = models.CharField(max_length=80)  # quizzes.boards: "" = everybody, "district:嘉定区", "entrance:3"
    score = models.PositiveSmallIntegerField()
    second = models.PositiveIntegerField()
    players = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "board", "score", "second"], name="bucket_once")]


class Tally(models.Model):
    """What a board adds up to: the ranking of districts, schools and entrances, and the figures of the report."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    board = models.CharField(max_length=80)
    players = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    passed = models.IntegerField(default=0)
    points = models.BigIntegerField(default=0)  # sum of the best scores

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "board"], name="tally_once")]


class Mark(models.Model):
    """How far a periodic job has read the attempts; holding its row is the job's lock."""

    name = models.SlugField(max_length=30, primary_key=True)
    upto = models.BigIntegerField(default=0)  # the highest Attempt.id read


class Flag(models.Model):
    """Something about an attempt or a player that a person must look at; a flag by itself changes nothing."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="flags")
    player = models.BigIntegerField()
    attempt = models.BigIntegerField()
    sort = models.SlugField(max_length=30)  # a key of quizzes.flags.SORTS
    facts = models.JSONField(default=dict)  # the numbers behind the reason in words
    raised_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)  # "", void, keep
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "attempt", "sort"], name="flag_once"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None, decided_by=None)
                | (~models.Q(decision="") & ~models.Q(decided_at=None) & ~models.Q(decided_by=None)),
                name="flag_decided_by_someone",
            ),
        ]
