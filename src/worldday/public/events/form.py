"""The booking form: one short page, for a family or for a class, with what this event asks and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from worldday.events.models import Event
from worldday.events.party import Party, lines
from worldday.ui.districts import called
from worldday.ui.languages import either

from .ages import AgeFields, left_out, said
from .found import Found

MOST = 999
Labels = dict[str, str | Promise]
OF_GROUP: Labels = {
    "adults": _("Teachers and other adults"),
    "minors": _("Pupils"),
    "name": _("Name of the teacher or whoever leads the group"),
    "guardian": _("The guardians of all pupils have agreed in writing; the school keeps the forms."),
}
MORE = ("email", "district", "needs")
_TEXTS = ("name", "phone", "email", "organisation", "class_name", "district", "allergies", "needs")
TICKS = ("guardian", "briefed", "agree")


def _text(
    label: str | Promise, most: int, autocomplete: str = "off", *, required: bool = True, **attrs: Any
) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete} | attrs)
    said = {"required": _("Please fill this in.")}
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, error_messages=said)


class SittingField(forms.TypedChoiceField):
    """One of the sittings that can be booked. How each is called is written out only for a page that shows them."""

    def offer(self, found: Found) -> None:
        self.found = found
        self.choices = lambda: [(row.slot.pk, f"{_named(row.slot)}{row.hours} · {row.words}") for row in found.bookable]

    def valid_value(self, value: str) -> bool:
        return any(str(row.slot.pk) == value for row in self.found.bookable)


class BookingForm(AgeFields):
    """`group` decides whom it speaks to. Fields this event does not ask for are left out."""

    slot = SittingField(
        label=_("Sitting"),
        coerce=int,
        error_messages={"invalid_choice": _("This sitting cannot be booked any more; please choose another one.")},
    )
    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=MOST, initial=1)
    minors = forms.IntegerField(label=_("Under 18"), min_value=0, max_value=MOST, initial=0)
    organisation = _text(_("School or organisation"), 100, "organization")
    class_name = _text(_("Class"), 40, required=False)
    name = _text(_("Your name"), 40, "name")
    phone = _text(_("Mobile phone"), 20, "tel", type="tel", inputmode="tel")
    names = forms.CharField(
        label=_("Names of the other adults, one per line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed as soon as more than one adult comes."),
    )
    allergies = _text(_("Food allergies"), 300, required=False)
    photos = forms.ChoiceField(
        label=_("May you be seen in photos of the day?"),
        choices=[("no", _("No, please")), ("yes", _("Yes"))],
        initial="no",
        widget=forms.RadioSelect,
    )
    email = _text(_("E-mail, to be told there as well"), 254, "email", required=False, type="email")
    district = forms.ChoiceField(
        label=_("District you come from"),
        required=False,
        choices=lambda: [("", _("Rather not say")), *((name, called(name)) for name in settings.DISTRICTS)],
    )
    needs = _text(_("What we should prepare: wheelchair, hearing, sight …"), 300, required=False)
    guardian = forms.BooleanField(
        label=_("I am the guardian of the children, or their guardian agrees."), required=False
    )
    briefed = forms.BooleanField(
        label=_("I have read the safety briefing and see that my party keeps to it."), required=False
    )
    agree = forms.BooleanField(label=_("I have read how these data are used and agree."), required=False)
    riddle = _text("", 4, required=False, inputmode="numeric")
    code = _text(_("Code of six digits"), 12, "one-time-code", required=False, inputmode="numeric")

    def __init__(self, data: Any = None, *, found: Found, group: bool, riddle: str = "", **kwargs: Any) -> None:
        gone = _left_out(found.event, group=group) | (set() if riddle else {"riddle"})
        self.base_fields = {name: field for name, field in self.base_fields.items() if name not in gone}  # copied next
        super().__init__(data, **kwargs)
        self.group, self.found = group, found
        self.fields["slot"].offer(found)
        for name, label in OF_GROUP.items() if group else ():
            self.fields[name].label = label
        if not group and "organisation" in self.fields:
            self.fields["organisation"].required = False
        if riddle:
            self.fields["riddle"].label = riddle

    def some(self, *names: str) -> list[Any]:
        """These fields, as far as they are asked for."""
        return [self[name] for name in names if name in self.fields]

    @property
    def numbers(self) -> list[Any]:
        return self.some("slot", "adults", "minors")

    @property
    def texts(self) -> list[Any]:
        return self.some("organisation", "class_name", "name", "phone", "names", "allergies")

    @property
    def more(self) -> list[Any]:
        return self.some(*MORE)

    @property
    def ticks(self) -> list[Any]:
        return self.some(*TICKS)

    def party(self) -> Party:
        """What was filled in, as far as it is of the right sort."""
        given = self.cleaned_data
        texts = {name: " ".join(str(given.get(name, "")).split()) for name in _TEXTS}
        return Party(
            adults=given.get("adults") or 0,
            minors=given.get("minors") or 0,
            group=self.group,
            photos={"yes": True, "no": False}.get(given.get("photos", "")),
            guardian=bool(given.get("guardian")),
            briefed=bool(given.get("briefed")),
            consent=self.data.get("consent", "") if given.get("agree") else "",
            names=lines(given.get("names", "")),
            language=get_language() or "zh-hans",
            ages=said(given),
            **texts,
        )


def _left_out(event: Event, *, group: bool) -> set[str]:
    gone = set() if group else {"organisation", "class_name"}
    gone |= set() if event.names and not group else {"names"}
    gone |= set() if event.meal else {"allergies"}
    gone |= set() if event.photos else {"photos"}
    gone |= set() if event.briefing else {"briefed"}
    gone |= set() if event.phone_code else {"code"}
    meeting = event.names and not group  # rather than a visit
    gone |= left_out(asked=event.ages, minors=not meeting)
    return (gone | {"minors", "guardian"}) - {"organisation"} if meeting else gone


def _named(slot: Any) -> str:
    name = either(slot.name, slot.name_en)
    return f"{name} · " if name else ""
