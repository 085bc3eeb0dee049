"""消息: what units were told, when, and whether it arrived. Addresses and telephone numbers stay out."""

from __future__ import annotations

from collections.abc import Iterator

from worldday.campaigns.models import Campaign
from worldday.messages.models import Message
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.written import as_lines, said

_FACTS = (
    *("code", "occasion", "channel", "to_name", "about", "language", "subject", "text"),
    *("due_at", "made_at", "state", "sent_at", "read_at"),
)


def messages(campaign: Campaign) -> Iterator[Member]:
    rows = Message.objects.filter(campaign=campaign.code).defer("facts").order_by("pk").iterator(chunk_size=1000)
    yield Member("messages.jsonl", as_lines(said(row, *_FACTS) for row in rows))
