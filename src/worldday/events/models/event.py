"""An event of one activity: how one comes in, what a party must be like, what happens when conditions do not allow it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.campaigns.models import OfActivity


class EventState(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Announced")
    MOVED_ONLINE = "moved-online", _("Online instead")
    CLOSED = "closed", _("Closed")


class Admission(models.TextChoices):
    BOOKING = "booking", _("With a booking")
    INVITATION = "invitation", _("By invitation")
    FREE = "free", _("Just come")


class Event(OfActivity):
    """What the organiser decides. Texts come in Chinese and, where there is one, in English (`…_en`). Who runs it and whom
    to ask stand with the activity's units; `contact` is a point of its own."""

    activity = models.OneToOneField("campaigns.Activity", on_delete=models.CASCADE, related_name="event")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    state = models.CharField(_("state"), max_length=12, default=EventState.DRAFT)
    admission = models.CharField(_("how people come in"), max_length=10, default=Admission.BOOKING)
    opens_at = models.DateTimeField(_("booking opens"), null=True, blank=True)  # None = as soon as it is announced
    closes_at = models.DateTimeField(_("booking closes"), null=True, blank=True)  # None = when the slot begins

    announcement = models.TextField(_("announcement above everything"), blank=True)
    announcement_en = models.TextField(_("announcement, in English"), blank=True)
    about = models.TextField(_("what it is"), blank=True)
    about_en = models.TextField(_("what it is, in English"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    bring_en = models.TextField(_("what to bring, in English"), blank=True)
    safety = models.TextField(_("safety notes"), blank=True)
    safety_en = models.TextField(_("safety notes, in English"), blank=True)
    access = models.TextField(_("access without barriers"), blank=True)
    access_en = models.TextField(_("access, in English"), blank=True)
    briefing = models.TextField(_("safety briefing to be signed off"), blank=True)  # "" = no sign-off is asked for
    briefing_en = models.TextField(_("safety briefing, in English"), blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)  # "" = the units' own
    contact_en = models.CharField(_("contact, in English"), max_length=300, blank=True)

    largest_party = models.PositiveSmallIntegerField(_("most people in one family booking"), default=5)
    largest_group = models.PositiveSmallIntegerField(_("most people in one group booking"), default=0)  # 0 = no groups
    pupils_per_adult = models.PositiveSmallIntegerField(_("pupils one adult may look after"), default=10)
    bookings_each = models.PositiveSmallIntegerField(_("bookings one person may hold"), default=1)
    meal = models.BooleanField(_("a meal is served"), default=False)  # only then are allergies asked for
    photos = models.BooleanField(_("photos are taken"), default=False)  # only then is consent to photos asked for
    names = models.BooleanField(_("everybody's name is needed"), default=False)  # for badges; never of pupils

    ages = models.BooleanField(_("ages are asked for, for the figures"), default=False)  # by band, and nobody must say
    phone_code = models.BooleanField(_("a code proves the phone number"), default=False)

    hold_minutes = models.PositiveSmallIntegerField(_("minutes places are held while a form is open"), default=10)
    offer_hours = models.PositiveSmallIntegerField(_("hours an offer to a waiting party stands"), default=24)
    remind_hours = models.PositiveSmallIntegerField(_("hours before, to remind"), default=24)  # 0 = no reminder
    release_minutes = models.PositiveSmallIntegerField(
        _("minutes after the beginning, to give places of absent people away"), null=True, blank=True
    )  # None = never

    conditional = models.BooleanField(_("takes place if conditions allow"), default=False)
    online_url = models.URLField(_("address of the online tour"), max_length=500, blank=True)
    online_text = models.TextField(_("about the online tour"), blank=True)
    online_text_en = models.TextField(_("about the online tour, in English"), blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_reason = models.CharField(_("why it moved online"), max_length=300, blank=True)
    moved_reason_en = models.CharField(_("why it moved online, in English"), max_length=400, blank=True)
    switches = models.PositiveSmallIntegerField(default=0)  # times the condition switch was pressed: keys of messages
    updated_at = models.DateTimeField(auto_now=True)

    CHOICES = {"state": EventState, "admission": Admission}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="event_booking_in_order",
                violation_error_message=_("Booking closes before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(pupils_per_adult__gte=1)
                & models.Q(largest_party__gte=1)
                & models.Q(bookings_each__gte=1)
                & models.Q(hold_minutes__gte=1)
                & models.Q(offer_hours__gte=1),
                name="event_rules_positive",
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Announced, whatever became of it since."""
        return self.state != EventState.DRAFT

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.activity.name
