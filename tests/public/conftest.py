import pytest

from worldday.public.events import book


@pytest.fixture(autouse=True)
def _nobody_booked_lately(monkeypatch):
    """Counts of a process, which its tests share."""
    monkeypatch.setattr(
        book, "phones", book.Recent(book.MOST_A_DAY, book.DAY_S, of=lambda phone: book.phone_key(phone or ""))
    )
