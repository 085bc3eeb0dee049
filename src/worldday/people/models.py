"""Members of the public, with as little personal data as possible (PIPL art. 6, 19).

A person is a *number*: a keyed digest of the identity they came with (a device token, an openid, a phone number). Whoever
only plays has no row here at all; a row appears when there is something to remember, such as a second identity or a consent.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code


class Participant(models.Model):
    """参与者."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    number = models.BigIntegerField(unique=True)  # people.identity.number_of(first identity); what attempts refer to
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)


class IdentityKind(models.TextChoices):
    DEVICE = "device", _("Device")
    WECHAT = "wechat", _("WeChat")
    PHONE = "phone", _("Phone number")
    SEAT = "seat", _("Seat in a class")


class Identity(models.Model):
    """One way a participant was recognised; the digest cannot be turned back into a number or an account."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="identity_once")]


class Consent(models.Model):
    """Who agreed to which version of which notice, when; withdrawing is as easy as giving (PIPL art. 15)."""

    participant_number = models.BigIntegerField(db_index=True)
    purpose = models.SlugField(max_length=40)  # a file of policies/consent/
    version = models.CharField(max_length=64)  # SHA-256 of the text that was shown
    by_guardian = models.BooleanField(default=False)  # under 14 (PIPL art. 31)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant_number", "purpose", "version"], name="consent_once"),
        ]


class PhoneCode(models.Model):
    """A code sent to a phone; only digests are kept, and three wrong tries end it."""

    phone_digest = models.CharField(max_length=64, db_index=True)
    address_digest = models.CharField(max_length=64, blank=True, db_index=True)  # of the asking network, for the limit
    code_digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
