"""A prize plan, its frozen entrants, its record, and what became of each prize."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.campaigns.models import OfActivity


class PrizePlan(OfActivity):
    """奖项方案. `rule` is what the public reads and what the lottery runs. After `published_at` it changes only in
    people's favour, and every version stays (AUCL 2025 art. 11; 规范促销行为暂行规定 art. 13)."""

    activity = models.OneToOneField("campaigns.Activity", on_delete=models.CASCADE, related_name="prize_plan")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    statements = models.JSONField(default=dict)  # the mandatory statements of art. 13, by key; draws.statements
    rule = models.JSONField(default=dict)  # who may enter, chances, method, sources of randomness
    version = models.PositiveSmallIntegerField(default=1)
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


class PlanVersion(models.Model):
    """A version of the published rule, kept for ever, with the reason for the change."""

    plan = models.ForeignKey(PrizePlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]


class DrawState(models.TextChoices):
    COMMITTED = "committed", _("Randomness committed")
    FROZEN = "frozen", _("Entrants frozen")
    DRAWN = "drawn", _("Drawn")


class Draw(models.Model):
    """One run of the lottery. `record` is the public record `worldday.draw/1`, from which anyone can draw again."""

    plan = models.OneToOneField(PrizePlan, on_delete=models.PROTECT, related_name="draw")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    state = models.CharField(max_length=10, default=DrawState.COMMITTED)
    commitments = models.JSONField(default=list)
    committed_at = models.DateTimeField()
    root = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    sources = models.JSONField(default=list)
    record = models.JSONField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)


class Entrant(models.Model):
    """One person in the frozen list; the salt is known to that person and to us, the leaf to everybody."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="entrants")
    position = models.PositiveIntegerField()
    player = models.BigIntegerField(null=True)  # forgotten when personal data is erased; the leaf stays valid
    salt = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)
    chances = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="entrant_position_once"),
            models.UniqueConstraint(fields=["draw", "player"], name="entrant_player_once"),
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
    delivery = models.JSONField(default=dict)  # only what delivery needs; emptied on schedule
    delivery_erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "tier", "number", "turn"], name="prize_turn_once"),
            models.UniqueConstraint(fields=["draw", "tier", "entrant"], name="prize_entrant_once"),
        ]
