"""One certificate, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees

from .design import Design
from .key import SigningKey
from .series import StatusList


class CertificateState(models.TextChoices):
    VALID = "valid", _("Valid")
    REVOKED = "revoked", _("Revoked")
    REPLACED = "replaced", _("Replaced")
    EXPIRED = "expired", _("Expired")


class OfDesign(models.Model):
    """Rows seen by the staff who see their design. The public looks by number, see `queries.by_number`."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return models.Q(design__in=Design._base_manager.filter(Design.scope_q(scope)))


class Certificate(OfDesign):
    """证明. Everything but its state is fixed when it is issued, signed, and printed; a misspelt one is replaced by another."""

    number = models.CharField(_("number"), max_length=24, unique=True)  # as printed, see proof/numbers.py
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="certificates")
    holder_name = models.CharField(_("name"), max_length=80)
    holder_latin = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    holder_unit = models.CharField(_("unit"), max_length=120, blank=True)
    reason_ref = models.CharField(max_length=100)  # what it was earned by: course:<enrolment code>, lot:<code>:<row> …
    given = models.JSONField(default=dict)  # label → text as it was handed over: what a corrected one starts from
    said = models.JSONField(default=list)  # [[field, text], …]: everything printed, in its order
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)  # the last day; None = for good
    state = models.CharField(_("state"), max_length=10, default=CertificateState.VALID)
    replaced_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="certificates")
    signature = models.CharField(max_length=128)  # 64 bytes, hexadecimal; over the payload of proof/payload.py
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="certificates")
    status_index = models.PositiveIntegerField()
    made_at = models.DateTimeField()  # the domain's moment at which it was issued

    CHOICES = {"state": CertificateState}

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["design", "reason_ref"], name="certificate_reason_once"),
            models.UniqueConstraint(fields=["year", "serial"], name="certificate_serial_once"),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="certificate_place_once"),
            models.CheckConstraint(
                condition=models.Q(expires_on=None) | models.Q(expires_on__gte=models.F("issued_on")),
                name="certificate_days_in_order",
                violation_error_message=_("It would end before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="replaced") & ~models.Q(replaced_by=None)
                | ~models.Q(state="replaced") & models.Q(replaced_by=None),
                name="certificate_replaced_by_one",
            ),
        ]
        indexes = [
            models.Index(fields=["reason_ref"], name="certificate_reason"),
            models.Index(fields=["state", "expires_on"], name="certificate_expiry"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        """What the audit trail calls it: the number, never the person."""
        return self.number


class CertificateChange(models.Model):
    """What happened to a certificate after it was issued; anyone who holds it can read this, for ever."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    state = models.CharField(max_length=10)  # what it became; "valid" where it was only signed anew
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
