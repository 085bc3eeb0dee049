"""What people agree to: texts in list form (`policies/consent/`), versioned by their digest. `erasure.erase` withdraws, as easily.

网络数据安全管理条例 art. 21: a list, prominent, with contact, purpose, way, kinds, retention and rights. PIPL art. 14–17, 29, 31.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem

from . import retention
from .models import Consent

LANGUAGES = ("zh", "en")
# a prize's own notices follow its plan, see draws/consents.py
PURPOSES = ("quiz", "identity", "guardian", "booking", "interest", "course", "certificate")
_ITEM = re.compile(r"- \*\*(.+?)\*\*[：:]\s*(.+)")


class OldNotice(Problem):
    sentence = _(
        "The notice on personal data has changed since this page was opened. Please read it once more and agree again."
    )


@dataclass(frozen=True)
class Notice:
    """A notice to be shown: `items` are (what about, what is said); `version` goes into the consent."""

    purpose: str
    title: str
    items: tuple[tuple[str, str], ...]
    version: str


def notice(purpose: str, lang: str, *, organiser: str, contact: str) -> Notice:
    """The notice in a language (zh… or en), with who is responsible filled in."""
    text = _text(purpose, "zh" if lang.startswith("zh") else "en")
    filled = text.replace("{organiser}", organiser).replace("{contact}", contact)
    title, *lines = filled.strip().splitlines()
    items = tuple(found.groups() for line in lines if (found := _ITEM.fullmatch(line)))
    return Notice(purpose, title.removeprefix("# "), items, version(purpose))  # type: ignore[arg-type]


def version(purpose: str) -> str:
    """SHA-256 over the notice in both languages, retention periods filled in; "" when there is none."""
    if missing(purpose):
        return ""
    return hashlib.sha256("\n".join(_text(purpose, lang) for lang in LANGUAGES).encode()).hexdigest()


def missing(purpose: str) -> list[str]:
    """Languages in which the notice does not exist or says nothing."""
    return [lang for lang in LANGUAGES if not _ITEM.search(_raw(_path(purpose, lang)))]


def _text(purpose: str, lang: str) -> str:
    """With the periods that the program really keeps to."""
    text = _raw(_path(purpose, lang))
    for name, days in retention.days_of().items():
        text = text.replace(f"{{{name}}}", str(days))
    return text


def _path(purpose: str, lang: str) -> Path:
    if purpose not in PURPOSES:
        raise ValueError(f"There is no notice about {purpose!r}.")
    return Path(settings.POLICIES) / "consent" / f"{purpose}.{lang}.md"


@cache
def _raw(path: Path) -> str:
    return path.read_text("utf8") if path.is_file() else ""


@transaction.atomic
def give_consent(*, number: int, purpose: str, shown: str, by_guardian: bool = False) -> Consent:
    """Remember that this person agreed to the notice whose version was `shown`. Agreeing again after a withdrawal counts
    anew. Raises `OldNotice` when the notice has changed meanwhile."""
    if shown != version(purpose) or not shown:
        raise OldNotice
    consent, made = Consent.objects.get_or_create(
        participant_number=number,
        purpose=purpose,
        version=shown,
        defaults={"given_at": clock.now(), "by_guardian": by_guardian},
    )
    if not made and consent.withdrawn_at is not None:
        consent.given_at, consent.withdrawn_at, consent.by_guardian = clock.now(), None, by_guardian
        consent.save()
    return consent


def has_consented(number: int, purpose: str, *, by_guardian: bool = False) -> bool:
    """Whether this person, or their guardian, agrees to the notice as it is now."""
    now = Consent.objects.filter(
        participant_number=number, purpose=purpose, version=version(purpose), withdrawn_at=None
    )
    return (now.filter(by_guardian=True) if by_guardian else now).exists()
