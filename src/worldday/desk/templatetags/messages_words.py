"""Words of the log of messages."""

from django import template
from django.utils.functional import Promise

from worldday.desk.messages.words import OCCASIONS
from worldday.messages.models import Channel, Message, MessageState
from worldday.units import rules
from worldday.units.models import Staff
from worldday.units.permissions import Permission

register = template.Library()


@register.filter
def occasion_word(occasion: str) -> str | Promise:
    return OCCASIONS.get(occasion, occasion)


@register.filter
def channel_word(channel: str) -> str | Promise:
    found: str | Promise = dict(Channel.choices).get(channel, channel)
    return found


@register.filter
def message_state(state: str) -> str | Promise:
    found: str | Promise = dict(MessageState.choices).get(state, state)
    return found


@register.filter
def hidden_address(message: Message) -> str:
    """Enough to see where it went, too little to use: l…@example.org, 138****0001."""
    if message.channel == Channel.EMAIL:
        name, _at, host = message.address.partition("@")
        return f"{name[:1]}…@{host}"
    if message.channel == Channel.SMS:
        return f"{message.address[:3]}****{message.address[-4:]}"
    return ""


@register.filter
def reports_for_somebody(staff: Staff) -> bool:
    return rules.may(staff, Permission.REPORT)
