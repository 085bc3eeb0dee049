"""The keys that sign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.strongbox import LockedJSONField


class KeyState(models.TextChoices):
    CURRENT = "current", _("Signs")
    RETIRED = "retired", _("Retired: what it signed stays good")
    COMPROMISED = "compromised", _("Compromised: its signature proves nothing any more")


class SigningKey(models.Model):
    """An Ed25519 key of the installation. Public halves are published and stay for ever; a private half is emptied when the
    key stops signing, so that an old one cannot be stolen."""

    code = models.CharField(max_length=16, unique=True)  # first 8 bytes of SHA-256 of the public key, hexadecimal
    public = models.CharField(max_length=64)  # 32 bytes, hexadecimal
    private = LockedJSONField(purpose="certificate-key", default=dict)  # {"seed": 64 hexadecimal digits}
    state = models.CharField(max_length=12, default=KeyState.CURRENT)
    is_current = models.BooleanField(null=True, unique=True, default=True)  # True or NULL: at most one signs
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    compromised_at = models.DateTimeField(null=True, blank=True)  # it was said; a retired key had ended before
    compromised_for = models.CharField(max_length=300, blank=True)  # what happened; published

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="current", is_current=True, ended_at=None)
                | (models.Q(state__in=("retired", "compromised"), is_current=None) & ~models.Q(ended_at=None)),
                name="certkey_one_current",
            ),
        ]

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.code

    @property
    def stands(self) -> str:
        """Its state in words."""
        return str(KeyState(self.state).label)
