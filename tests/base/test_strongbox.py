import pytest
from cryptography.fernet import InvalidToken

from worldday.base import strongbox


def test_what_is_locked_for_one_purpose_opens_for_no_other():
    locked = strongbox.lock("杭州路1号", "delivery")
    assert strongbox.unlock(locked, "delivery") == "杭州路1号"
    with pytest.raises(InvalidToken):
        strongbox.unlock(locked, "second factor")


def test_a_change_of_key_keeps_what_was_locked_before(settings):
    settings.SECRET_KEY = "the first"
    locked = strongbox.lock("code", "second factor")
    settings.SECRET_KEY = "the second"
    with pytest.raises(InvalidToken):
        strongbox.unlock(locked, "second factor")
    settings.SECRET_KEY_FALLBACKS = ["the first"]
    assert strongbox.unlock(locked, "second factor") == "code"
