from worldday.base import clock
from worldday.base.ids import new_code
from worldday.messages import outbox
from worldday.messages.letters import Letter, Reader, Words
from worldday.messages.models import Message

ADDRESSES = {"email": "clerk@example.org", "sms": "13800000001", "wechat": "o6_bmjrPTlm6"}
FACTS = {"campaign": "世界标准日 2020", "what": "活动总结", "due": "10月23日（周五）"}


def make_letter(channel: str = "email", key: str = "") -> Letter:
    """A reminder to somebody about something, due at once."""
    return Letter(
        key=key or f"reminder:{new_code()}",
        occasion="reminder",
        to=Reader("person000001", "王一", "zh-hans", {channel: ADDRESSES.get(channel, "")}),
        about="task00000001",
        scope_path="/aaaa/",
        said=Words("世界标准日 2020：活动总结明天截止", "甲区局的活动总结明天截止。", FACTS),
        link="/desk/tasks/task00000001/",
        rings_at=clock.now(),
    )


def make_message(channel: str = "email", **fields) -> Message:
    """Queued, and some of its fields set to something else."""
    letter = make_letter(channel)
    outbox.queue([letter])
    mine = Message.objects.filter(key=f"{letter.key}:{channel}")
    mine.update(**fields) if fields else None
    return mine.get()
