"""The outbox: what the installation tells people, through which channel, and what became of it. It knows no business nouns:
people and things appear by their public codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code


class Channel(models.TextChoices):
    NOTE = "note", _("Note in the desk")
    EMAIL = "email", _("Mail")
    SMS = "sms", _("Text message")
    WECHAT = "wechat", _("WeChat")


class MessageState(models.TextChoices):
    """Claimed before it is sent, so that nothing goes out twice; whoever falls over in between leaves it `UNSURE`."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    UNSURE = "unsure", _("Perhaps sent")
    FAILED = "failed", _("Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Message(models.Model):
    """One message to one person through one channel. `key` says what it is about, for whom, and which one of its kind it
    is; the column being unique is what keeps a reminder from being sent twice, whoever plans it how often."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    key = models.CharField(max_length=160, unique=True)
    occasion = models.SlugField(max_length=30)  # reminder, urge, returned, accepted, passed-on …
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=12)  # public code of the person
    to_name = models.CharField(max_length=60)
    address = models.CharField(max_length=254, blank=True)  # e-mail address or phone; "" for notes
    about = models.CharField(max_length=12)  # public code of what it is about, such as a task
    campaign = models.CharField(max_length=12, blank=True)  # code of what `about` belongs to: for the log's filter
    scope_path = models.CharField(max_length=255, db_index=True)  # of the unit that sends it: who may see it logged
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    facts = models.JSONField(default=dict)  # what fills the template of a channel that sends templates only
    link = models.CharField(max_length=300, blank=True)  # path within the site
    due_at = models.DateTimeField()  # not before
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)  # wall clock: how long a sender has held it
    error = models.CharField(max_length=300, blank=True)  # of the last try, for the log
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # notes only

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_waiting"),
            models.Index(fields=["scope_path", "-id"], name="message_log"),
            models.Index(fields=["to", "channel", "read_at"], name="message_notes"),
            models.Index(fields=["about", "occasion"], name="message_about"),
        ]

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.subject


class Address(models.Model):
    """Where else than by e-mail a person wants to be reached; entered by that person, deleted by that person."""

    person = models.CharField(max_length=12)  # public code
    channel = models.CharField(max_length=10)  # sms, wechat
    address = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="address_once")]
