"""What a certificate looks like and says, before a name stands in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.campaigns.models import Campaign
from worldday.units.models import Unit


class Sort(models.TextChoices):
    """What these certificates attest. None of them is a 认证证书 (认证认可条例 art. 9 and 56)."""

    APPOINTMENT = "appointment", _("Letter of appointment")
    LEARNING = "learning", _("Proof of learning")
    PARTICIPATION = "participation", _("Proof of participation")
    HONOUR = "honour", _("Honour")


class Design(models.Model):
    """版式: sort, look and wording. `words` are described in `certificates/wording.py`; a certificate keeps what was printed on
    it, so changing a design changes no certificate that exists."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="designs", verbose_name=_("issued by"))
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="designs", verbose_name=_("campaign")
    )
    name = models.CharField(_("name"), max_length=120)  # for staff
    sort = models.CharField(_("sort"), max_length=16, default=Sort.LEARNING)
    template = models.SlugField(_("layout"), max_length=40, default="plain")
    words = models.JSONField(default=dict)
    valid_months = models.PositiveSmallIntegerField(_("valid for, in months"), null=True, blank=True)  # None = for good
    active = models.BooleanField(_("in use"), default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()
    CHOICES = {"sort": Sort}

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """Staff see the designs of their units; the public meets certificates one by one, never designs."""
        return models.Q(pk__in=[]) if isinstance(scope, Public) else scope.q("owner__path")
