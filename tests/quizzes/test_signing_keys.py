from io import StringIO

import pytest
from django.core.management import call_command

from worldday.base import clock
from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.quizzes.actions import rotate_signing_key
from worldday.quizzes.intake.tickets import LONGEST_ATTEMPT_MS, BadTicket, Key, KeyRing, Pass, open_pass, seal
from worldday.quizzes.models import SigningKey
from worldday.quizzes.passes import signing_key

HELD = Pass(1, 7, 0, 20201014, 0, 0, "", "", "", "device", 2**62)


def ring() -> KeyRing:
    return KeyRing(
        Key(row.pk, bytes(row.secret), row.retired_at and int(row.retired_at.timestamp() * 1000))
        for row in SigningKey.objects.all()
    )


@pytest.mark.django_db
def test_after_a_rotation_the_new_key_signs_and_the_old_one_still_opens_for_the_longest_attempt():
    old = signing_key()
    signed = seal(HELD, old)
    new = rotate_signing_key(by=System("test"))
    now = int(clock.now().timestamp() * 1000)
    assert signing_key().id == new.pk != old.id
    assert ring().signing.id == new.pk
    assert open_pass(signed, ring(), now) == HELD
    with pytest.raises(BadTicket, match="unknown-key"):
        open_pass(signed, ring(), now + LONGEST_ATTEMPT_MS + 1000)
    assert AuditEvent.objects.filter(action="quiz-signing-key-rotated", target=str(new.pk)).count() == 1


@pytest.mark.django_db
def test_the_command_rotates_and_never_shows_a_secret():
    secret = signing_key().secret
    out = StringIO()
    call_command("signing_key", "rotate", stdout=out)
    lines = out.getvalue().splitlines()
    assert ["retired" in line for line in lines] == [True, False] and lines[1].endswith("signs")
    assert secret.hex() not in out.getvalue()
