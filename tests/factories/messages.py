from datetime import timedelta

from worldday.base import clock
from worldday.base.ids import new_code
from worldday.messages import outbox
from worldday.messages.models import Message
from worldday.messages.outbox import Letter


def make_letter(channel: str = "email", **fields) -> Letter:
    """A reminder to somebody about something, due at once."""
    values = {
        "key": f"reminder:{new_code()}",
        "occasion": "reminder",
        "to": "person000001",
        "to_name": "王一",
        "address": {"email": "clerk@example.org", "sms": "13800000001", "wechat": "o6_bmjrPTlm6"}.get(channel, ""),
        "about": "task00000001",
        "scope_path": "/aaaa/",
        "subject": "世界标准日 2020：活动总结明天截止",
        "text": "甲区局的活动总结明天截止。",
        "link": "/desk/tasks/task00000001/",
        "facts": {"campaign": "世界标准日 2020", "what": "活动总结", "due": "10月23日（周五）"},
        "due_at": clock.now() - timedelta(seconds=1),
    }
    return Letter(channel=channel, **(values | fields))


def make_message(channel: str = "email", **fields) -> Message:
    """Queued; fields that only a message has (state, sent_at …) are set afterwards."""
    own = {name: fields.pop(name) for name in list(fields) if name not in Letter.__dataclass_fields__}
    letter = make_letter(channel, **fields)
    outbox.queue([letter])
    Message.objects.filter(key=letter.key).update(**own) if own else None
    return Message.objects.get(key=letter.key)
