"""Keys begin and end here, by the command and on the desk's page of keys. Old certificates stay checkable: a public key is never withdrawn, only marked."""

from __future__ import annotations

from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from worldday.base import clock, longwork, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.certificates import queries
from worldday.certificates.models import Certificate, CertificateState, KeyState, SigningKey
from worldday.certificates.proof.payload import to_sign, unsigned
from worldday.certificates.signing import code_of, new_seed, public_of, sign

from .rows import changed, record

CHUNK = 500
SIGN_ANEW = "sign-anew"  # the long work


def signing_key(*, by: Actor) -> SigningKey:
    """The key that signs; the installation's first one is made here."""
    found = queries.current_key()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _new_key(by)
    except IntegrityError:  # somebody made it at the same moment
        return SigningKey.objects.get(is_current=True)


@transaction.atomic
def rotate_key(*, by: Actor, instead_of: str | None = None) -> SigningKey:
    """A new key signs from now on. What the old one signed stays good; its private half is gone for ever. `instead_of`: code of the
    key that whoever asks has seen in use ("" = none); raises `Problem` when another one is in use meanwhile."""
    old = SigningKey.objects.defer("private").select_for_update().filter(is_current=True).first()
    if instead_of is not None and instead_of != (old.code if old else ""):
        raise Problem(_("The key was changed meanwhile, by somebody else. Nothing was changed now."))
    if old is not None:
        _end(old, KeyState.RETIRED)
        record("certificate-key-retired", old, by)
    return _new_key(by)


@transaction.atomic
def mark_compromised(*, key: SigningKey, reason: str, by: Actor) -> SigningKey:
    """Somebody else may have this key: from now on its signature proves nothing. If it was the one that signs, a new one takes
    over. Certificates in our register stay as they are; `sign_anew` gives them a signature that proves something again.
    Raises `Problem` without a reason."""
    if not reason.strip():
        raise Problem(_("Please say what happened to the key; people who check certificates will read it."))
    key = SigningKey.objects.defer("private").select_for_update().get(pk=key.pk)
    if key.state == KeyState.COMPROMISED:
        return key
    was_current = bool(key.is_current)
    key.compromised_at, key.compromised_for = clock.now(), reason.strip()[:300]
    _end(key, KeyState.COMPROMISED)
    record("certificate-key-compromised", key, by, reason=key.compromised_for)
    if was_current:
        _new_key(by)
    return key


def sign_anew(*, key: SigningKey, by: Actor, limit: int = CHUNK) -> int:
    """Sign up to `limit` of the certificates of a compromised key with the key of today; how many. Call it until it says 0."""
    if key.state != KeyState.COMPROMISED:
        raise Problem(_("Only what a compromised key signed needs a new signature. Nothing was changed."))
    fresh = signing_key(by=by)
    with transaction.atomic(), scope.everything("the installation renews its own signatures"):
        rows = Certificate.objects.select_for_update().filter(key=key).order_by("pk")[:limit]
        pks = [row.pk for row in rows]
        for row in Certificate.objects.select_related("status_list").filter(pk__in=pks):
            _sign_again(row, fresh)
        if pks:
            record("certificates-signed-anew", fresh, by, count=len(pks))
    return len(pks)


def sign_all_anew(code: str, by: Actor) -> str:
    """The same for all of them, in the background; begun again it goes on where it was."""
    key, count = SigningKey.objects.defer("private").get(code=code), 0
    while done := sign_anew(key=key, by=by):
        count += done
        longwork.alive(SIGN_ANEW, code)
    return ngettext("{n} certificate was signed anew.", "{n} certificates were signed anew.", count).format(n=count)


def _sign_again(row: Certificate, key: SigningKey) -> None:
    head = unsigned(queries.payload_of(row), key.code)
    row.key, row.signature = (
        key,
        sign(key, to_sign(head)).hex(),
    )
    row.save(update_fields=["key", "signature"])
    if row.state == CertificateState.VALID:
        changed(row, CertificateState.VALID, "signed-anew")


def _new_key(by: Actor) -> SigningKey:
    seed = new_seed()
    public, private = public_of(seed), cast("Any", {"seed": seed})  # the field takes objects, its type says text
    made = SigningKey.objects.create(code=code_of(public), public=public, private=private, made_at=clock.now())
    record("certificate-key-made", made, by)
    return made


def _end(key: SigningKey, state: str) -> None:
    key.state, key.is_current, key.ended_at, key.private = state, None, key.ended_at or clock.now(), {}
    key.save()
