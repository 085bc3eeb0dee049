"""Personal data in a text that will be public (Personal Information Protection Law, art. 6 and 25)."""

import re
from collections.abc import Iterator

from worldday.notices.reading.contacts import EMAIL, MOBILE
from worldday.notices.reading.model import Doubt, Notice

# Mailboxes anyone may open; an office's own address is no personal data.
_PRIVATE = re.compile(
    r"@(?:163|126|qq|foxmail|sina|sohu|139|189|yeah|gmail|hotmail|outlook|aliyun|21cn|tom|icloud)\.", re.IGNORECASE
)
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
KINDS = {"names": "姓名", "mobile": "手机号码", "mail": "个人邮箱", "identity": "身份证号码"}


def personal_data(notice: Notice) -> Iterator[Doubt]:
    """One warning per place: a contact's names, mobile numbers, private mailboxes, identity numbers."""
    text = notice.source.text
    for contact in notice.contacts:
        if contact.names:
            yield _warning("names", contact.names[0].start, contact.names[-1].end)
    for hit in MOBILE.finditer(text):
        yield _warning("mobile", *hit.span())
    for hit in EMAIL.finditer(text):
        if _PRIVATE.search(hit.group()):
            yield _warning("mail", *hit.span())
    for hit in _IDENTITY.finditer(text):
        yield _warning("identity", *hit.span())


def _warning(kind: str, start: int, end: int) -> Doubt:
    return Doubt("personal_data", start, end, {"kinds": KINDS[kind]})
