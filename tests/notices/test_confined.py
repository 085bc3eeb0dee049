import faulthandler
import os
import time

import pytest

from worldday.notices.reading.confined import confined
from worldday.notices.reading.errors import Unreadable


def refusal(work, **limits):
    with pytest.raises(Unreadable) as caught:
        confined(work, **limits)
    return caught.value.code


def raising(error: BaseException):
    def work() -> str:
        raise error

    return work


def test_the_result_comes_back_whole():
    assert confined(lambda: "通知" * 500_000) == "通知" * 500_000


def test_a_refusal_comes_back_with_its_reason():
    with pytest.raises(Unreadable) as caught:
        confined(raising(Unreadable("too_long", {"chars": 7})))
    assert (caught.value.code, caught.value.params) == ("too_long", {"chars": 7})


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), SystemExit(1), KeyboardInterrupt()])
def test_an_unforeseen_mistake_is_one_reason(error):
    with pytest.raises(Unreadable) as caught:
        confined(raising(error))
    assert (caught.value.code, caught.value.params) == ("unexpected", {"cause": type(error).__name__})


def test_waiting_and_working_too_long_are_both_stopped_in_time():
    began = time.monotonic()
    assert refusal(lambda: time.sleep(60) or "", seconds=0.3) == "timeout"
    assert refusal(lambda: "".join("" for _ in iter(int, 1)), seconds=0.3) == "timeout"
    assert time.monotonic() - began < 30


def test_too_much_memory_is_refused_and_not_taken():
    assert refusal(lambda: str(len(bytearray(400 * 1024 * 1024))), memory=100 * 1024 * 1024) == "too_much_memory"


@pytest.mark.parametrize(
    ("signal", "code"), [(11, "unexpected"), (6, "too_much_memory"), (9, "too_much_memory"), (24, "timeout")]
)
def test_a_crash_of_the_process_is_survived(signal, code):
    """A segmentation fault; a C library that ran out of memory (abort); the system that did (kill); the CPU limit."""

    def crash() -> str:
        faulthandler.disable()
        os.kill(os.getpid(), signal)
        return ""

    assert refusal(crash) == code


def test_nothing_a_library_prints_reaches_the_caller(capfd):
    assert confined(lambda: str(os.write(1, b"noise") + os.write(2, b"noise"))) == "10"
    assert capfd.readouterr() == ("", "")
