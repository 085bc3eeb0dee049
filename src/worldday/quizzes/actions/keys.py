"""The keys that sign passes and tickets."""

from __future__ import annotations

import secrets

from django.db import transaction

from worldday.base import clock
from worldday.base.audit import Actor, record
from worldday.quizzes.models import SigningKey
from worldday.quizzes.passes import SECRET_BYTES

INSTALLATION = "/"


@transaction.atomic
def rotate_signing_key(*, by: Actor) -> SigningKey:
    """Sign with a new key from now on; what older keys signed stays good for the longest attempt (intake.tickets)."""
    now = clock.now()
    retired = SigningKey.objects.filter(retired_at=None).update(retired_at=now)
    key = SigningKey.objects.create(secret=secrets.token_bytes(SECRET_BYTES), made_at=now)
    after = {"key": key.pk, "retired": retired}
    record(by=by, action="quiz-signing-key-rotated", target=key, scope_path=INSTALLATION, after=after)
    return key
