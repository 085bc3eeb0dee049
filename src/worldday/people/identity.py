"""Recognising people: the same person through a device, a WeChat account and a phone is one number, the older one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit
from worldday.base.audit import System
from worldday.base.problems import Problem

from . import numbers
from .models import Identity, IdentityKind, Participant

PERSONAL = (IdentityKind.WECHAT, IdentityKind.PHONE)
Merged = Callable[[int, int], None]  # (the number that stays, the number that is now the same person)
_after_merging: list[Merged] = []


class NotAPhone(Problem):
    sentence = _("This is not a mobile phone number of the mainland. Nothing was sent; please check the eleven digits.")


def when_merged(do: Merged) -> None:
    """Areas above this one that count by person register here, when their app starts, what must be counted again."""
    _after_merging.append(do)


def number_of(kind: str, value: str) -> int:
    """The number of this identity by itself, whether or not we have seen it. Raises `NotAPhone`."""
    try:
        return numbers.number_of(kind, value, settings.SECRET_KEY)
    except numbers.BadPhone:
        raise NotAPhone from None


def digest_of(kind: str, value: str) -> str:
    """What is remembered of an identity. Raises `NotAPhone`."""
    try:
        return numbers.digest_of(kind, value, settings.SECRET_KEY)
    except numbers.BadPhone:
        raise NotAPhone from None


def label_of(number: int) -> str:
    """How a ranking calls a person; their own page shows it to them."""
    return numbers.label_of(number, settings.SECRET_KEY)


@transaction.atomic
def recognise(*, kind: str, value: str) -> Participant:
    """The participant with this identity, remembered from now on. Raises `NotAPhone`."""
    digest = digest_of(kind, value)
    known = Identity.objects.select_related("participant__merged_into").filter(kind=kind, digest=digest).first()
    if known is not None:
        return canonical(known.participant)
    participant, _made = Participant.objects.get_or_create(number=number_of(kind, value))
    Identity.objects.get_or_create(kind=kind, digest=digest, defaults={"participant": participant})
    return canonical(participant)


@transaction.atomic
def attach(*, participant: Participant, kind: str, value: str) -> Participant:
    """The participant has shown that this WeChat account or phone is theirs too. When it was known as somebody else, the
    two are one person from now on, under the older number. Returns whom they are now. Raises `NotAPhone`.

    A device is never attached: a family or a library shares one, and would become one person.
    """
    if kind not in PERSONAL:
        raise ValueError(f"{kind} says nothing about who somebody is.")
    digest = digest_of(kind, value)
    mine = _locked(participant)
    known = Identity.objects.select_related("participant__merged_into").filter(kind=kind, digest=digest).first()
    if known is None:
        Identity.objects.create(participant=mine, kind=kind, digest=digest)
        return mine
    other = _locked(known.participant)
    return mine if other.pk == mine.pk else _merge(mine, other)


def _merge(one: Participant, other: Participant) -> Participant:
    """Both rows are held; the older stays. What it was called before stays findable, so that limits hold for both."""
    stays, goes = sorted((one, other), key=lambda each: (each.created_at, each.pk))
    Participant.objects.filter(merged_into=goes).update(merged_into=stays)
    Participant.objects.filter(pk=goes.pk).update(merged_into=stays)
    Identity.objects.filter(participant=goes).update(participant=stays)
    audit.record(by=System("people"), action="person-merged", target=stays, scope_path="")
    for do in _after_merging:
        do(stays.number, goes.number)
    return stays


def _locked(participant: Participant) -> Participant:
    """Whom this row stands for now, held until the transaction ends."""
    row = Participant.objects.select_related("merged_into").get(pk=participant.pk)
    return Participant.objects.select_for_update().get(pk=canonical(row).pk)


def canonical(participant: Participant) -> Participant:
    """Merging always points straight at whoever stays."""
    return participant.merged_into or participant


def persons_of(found: Collection[int]) -> dict[int, int]:
    """number → the number of the person behind it, for numbers that were merged away. One query."""
    rows = Participant.objects.filter(number__in=found, merged_into__isnull=False)
    return dict(rows.values_list("number", "merged_into__number"))


def numbers_of(persons: Collection[int]) -> dict[int, int]:
    """Every number that was merged away into one of `persons` → that person's number. One query."""
    rows = Participant.objects.filter(merged_into__number__in=persons)
    return dict(rows.values_list("number", "merged_into__number"))


def strength_of(participant: Participant) -> str:
    """The strongest identity the person has shown: phone, WeChat, or a device."""
    kinds = set(Identity.objects.filter(participant=participant).values_list("kind", flat=True))
    return next((kind for kind in ("phone", "wechat") if kind in kinds), "device")
