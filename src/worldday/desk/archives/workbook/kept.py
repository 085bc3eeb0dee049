"""Materials, good practices and messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from worldday.campaigns.models import Campaign
from worldday.desk.messages.words import OCCASIONS
from worldday.materials.models import Material, MaterialKind, MaterialState, People, Reuse
from worldday.messages.models import Channel, Message, MessageState
from worldday.reports.models import Practice, PracticeState

from .words import kind_words, local, name_of, word

Line = list[Any]
CHUNK = 1000


def material_headings() -> Line:
    return [
        *(
            _("Unit"),
            _("File name"),
            _("Kind"),
            _("State"),
            _("Size in bytes"),
            _("Caption"),
            _("Activity"),
            _("Place"),
        ),
        *(_("Day"), _("Credit"), _("People shown"), _("May be used"), _("Added on"), _("Added by"), _("Removed on")),
        _("Code"),
    ]


def materials(campaign: Campaign) -> Iterator[Line]:
    rows = Material.objects.filter(campaign=campaign).select_related("unit", "activity", "added_by").order_by("pk")
    for one in rows.iterator(chunk_size=CHUNK):
        yield [
            *(one.unit.name, one.name, word(MaterialKind, one.kind), word(MaterialState, one.state), one.size),
            *(one.caption, one.activity.name if one.activity else "", one.place, one.taken_on, one.credit),
            *(word(People, one.people), word(Reuse, one.reuse), local(one.added_at), name_of(one.added_by)),
            *(local(one.removed_at), one.code),
        ]


def practice_headings() -> Line:
    return [
        *(_("Unit"), _("Title"), _("Passage"), _("Theme"), _("Kind"), _("District"), _("Year"), _("State")),
        *(_("Taken from"), _("Marked on"), _("Published on"), _("Code")),
    ]


def practices(campaign: Campaign) -> Iterator[Line]:
    kinds = kind_words()
    rows = Practice.objects.filter(campaign=campaign).select_related("unit", "taken_from__unit").order_by("pk")
    for one in rows.iterator(chunk_size=CHUNK):
        yield [
            *(one.unit.name, one.title, one.passage, one.theme, kinds.get(one.kind, one.kind), one.district, one.year),
            *(word(PracticeState, one.state), one.taken_from.unit.name if one.taken_from else ""),
            *(local(one.marked_at), local(one.published_at), one.code),
        ]


def message_headings() -> Line:
    """No addresses: a list that travels needs none."""
    return [
        *(
            _("Occasion"),
            _("Channel"),
            _("To whom"),
            _("Subject"),
            _("Full text"),
            _("State"),
            _("Made at"),
            _("Went out at"),
        ),
        *(_("Read at"), _("Code of the task")),
    ]


def messages(campaign: Campaign) -> Iterator[Line]:
    rows = Message.objects.filter(campaign=campaign.code).defer("facts", "address").order_by("pk")
    for one in rows.iterator(chunk_size=CHUNK):
        yield [
            *(str(OCCASIONS.get(one.occasion, one.occasion)), word(Channel, one.channel), one.to_name, one.subject),
            *(one.text, word(MessageState, one.state), local(one.made_at), local(one.sent_at), local(one.read_at)),
            one.about,
        ]
