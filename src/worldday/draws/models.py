"""A prize plan, its frozen entrants, its record, and what became of each prize."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.strongbox import LockedJSONField
from worldday.campaigns.models import OfActivity


class PrizePlan(OfActivity):
    """奖项方案. `rule` is what the public reads and what the lottery runs. After `published_at` it changes only in
    people's favour, and every version stays (AUCL 2025 art. 11; 规范促销行为暂行规定 art. 13)."""

    activity = models.OneToOneField("campaigns.Activity", on_delete=models.CASCADE, related_name="prize_plan")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    statements = models.JSONField(default=dict)  # those of art. 13 that no datum can make: draws.terms.TEXTS
    rule = models.JSONField(default=dict)  # draws.terms.Terms without tiers and texts: who may enter, dates, randomness
    version = models.PositiveSmallIntegerField(default=0)  # 0 = not published
    rule_digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at=None, rule_digest="")
                | (~models.Q(published_at=None) & ~models.Q(rule_digest="")),
                name="prizeplan_published_digest",
            ),
        ]

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.activity.name


class Tier(models.Model):
    plan = models.ForeignKey(PrizePlan, on_delete=models.CASCADE, related_name="tiers")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("tier"), max_length=40)
    name_en = models.CharField(_("tier, in English"), max_length=60, blank=True)
    prize = models.CharField(_("prize"), max_length=100)
    prize_en = models.CharField(_("prize, in English"), max_length=150, blank=True)
    quantity = models.PositiveIntegerField(_("how many"))
    value_fen = models.PositiveBigIntegerField(_("market value of one, in fen"))
    alternates = models.PositiveIntegerField(_("alternates"), default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="tier_position_once")]


class Insider(models.Model):
    """Somebody who may not win: staff of an organiser, or a relative (规范促销行为暂行规定 art. 16). Only digests are kept."""

    plan = models.ForeignKey(PrizePlan, on_delete=models.CASCADE, related_name="insiders")
    digest = models.CharField(max_length=64)  # people.identity.digest_of("phone", …)
    # people.identity.number_of("phone", …): who they are if they only ever used the phone
    player = models.BigIntegerField()
    sort = models.CharField(max_length=10)  # staff, relative

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "digest"], name="insider_once")]


class PlanVersion(models.Model):
    """A version of the published rules, kept for ever, with the reason for the change.

    `content` is exactly what was published: the terms that the code runs and the text, made from them, that people read.
    """

    plan = models.ForeignKey(PrizePlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content's canonical JSON
    reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]


class DrawState(models.TextChoices):
    COMMITTED = "committed", _("Randomness committed")
    FROZEN = "frozen", _("Entrants frozen")
    DRAWN = "drawn", _("Drawn")
    VOID = "void", _("Void")


class Draw(models.Model):
    """One run of the lottery (docs/draw-method.md): there is never a second one of a plan, the database says so."""

    plan = models.OneToOneField(PrizePlan, on_delete=models.PROTECT, related_name="draw")
    state = models.CharField(max_length=10, default=DrawState.COMMITTED)
    rule = models.JSONField()  # the lottery's rule, with every party's commitment
    committed_at = models.DateTimeField()
    notice = models.JSONField(default=dict)  # worldday.freeze/1, published the moment the list is frozen
    frozen_at = models.DateTimeField(null=True, blank=True)
    contributions = models.JSONField(default=list)  # what each source gave, as the record writes it
    tiers = models.JSONField(default=list)  # winners and alternates by entrant number
    names = models.JSONField(default=dict)  # masked labels of those drawn, by entrant number
    forfeits = models.JSONField(default=list)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="committed", frozen_at=None, drawn_at=None)
                | (models.Q(state="frozen", drawn_at=None) & ~models.Q(frozen_at=None))
                | (models.Q(state__in=("drawn", "void")) & ~models.Q(frozen_at=None) & ~models.Q(drawn_at=None)),
                name="draw_moments_fit_state",
            ),
        ]


class DrawRecord(models.Model):
    """The public record `worldday.draw/1` as drawn; `queries.public_record` adds forfeits and names. Large, so by itself."""

    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, related_name="kept_record")
    content = models.JSONField()


class Entrant(models.Model):
    """One person in the frozen list, or one who was removed before the freeze. Person, salt and receipt are known to that
    person and to us; the public list holds only the row. Erasing the person leaves the proof whole."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="entrants")
    position = models.PositiveIntegerField(null=True)  # entrant number, from 1; None = removed
    player = models.BigIntegerField(null=True)  # people.Participant.number
    salt = models.CharField(max_length=64, blank=True)
    receipt = models.CharField(max_length=16, unique=True, null=True)  # receipts.receipt_of; opens the own line
    row = models.CharField(max_length=120)  # the public line, see docs/draw-method.md section 4
    removed = models.CharField(max_length=32, blank=True)  # why: same-phone, staff …

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="entrant_position_once"),
            models.UniqueConstraint(fields=["draw", "player"], name="entrant_player_once"),
            models.CheckConstraint(
                condition=models.Q(position=None) & ~models.Q(removed="")
                | ~models.Q(position=None) & models.Q(removed=""),
                name="entrant_in_or_removed",
            ),
        ]


class PrizeState(models.TextChoices):
    OFFERED = "offered", _("Waiting for the winner")
    CLAIMED = "claimed", _("Confirmed by the winner")
    DELIVERED = "delivered", _("Handed over")
    FORFEITED = "forfeited", _("Forfeited")


class Prize(models.Model):
    """One prize of a tier and the entrant it goes to now; forfeiting makes a new row for the next alternate."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="prizes")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="prizes")
    number = models.PositiveIntegerField()  # which of the tier's prizes
    turn = models.PositiveSmallIntegerField(default=0)  # 0 = drawn first, 1 = first replacement …
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="prizes")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    state = models.CharField(max_length=10, default=PrizeState.OFFERED)
    offered_at = models.DateTimeField()
    claim_by = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    shown_as = models.CharField(max_length=60, blank=True)  # masked name, once the winner agreed to its publication
    delivery = LockedJSONField(purpose="delivery", default=dict)  # only what delivery needs; emptied on schedule
    delivery_erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "tier", "number", "turn"], name="prize_turn_once"),
            models.UniqueConstraint(fields=["draw", "tier", "entrant"], name="prize_entrant_once"),
        ]
