"""What an event leaves behind: shown when it is over, cleaned of what a camera adds, and gone when it is taken away."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from tests.factories.visits import make_visit

from worldday.base import clock, scope
from worldday.base.problems import Invalid, Problem
from worldday.events.actions.leaving import NoDocument, NoPicture, add_handout, remove_handout
from worldday.events.models import Handout, Slot

pytestmark = pytest.mark.django_db
SAID = {"title": "参观计量实验室", "consent": "已书面同意"}


@pytest.fixture
def visit(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with scope.everything("test"):
        return make_visit()


def photo() -> BytesIO:
    out, image = BytesIO(), Image.new("RGB", (2400, 1200), "green")
    data = image.getexif()
    data[0x010E] = "somewhere"
    image.save(out, "JPEG", exif=data)
    out.seek(0)
    return out


def over(visit):
    now = clock.now()
    Slot.objects.filter(event=visit).update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))


def test_a_photo_is_drawn_anew_and_small(visit, everything):
    made = add_handout(event=visit, sort="photo", file=photo(), by=visit.staff, **SAID)
    kept = Image.open(made.file.open())
    assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (1600, 800), {})


def test_a_photo_says_what_it_shows_and_why_people_may_be_shown(visit, everything):
    with pytest.raises(Invalid) as refused:
        add_handout(event=visit, sort="photo", title=" ", file=photo(), by=visit.staff)
    assert set(refused.value.errors) == {"title", "consent"}
    assert Handout.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused_in_a_sentence(visit, everything, content):
    with pytest.raises(NoPicture):
        add_handout(event=visit, sort="photo", file=BytesIO(content), by=visit.staff, **SAID)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>"])
def test_what_is_no_pdf_is_refused_in_a_sentence(visit, everything, content):
    with pytest.raises(NoDocument):
        add_handout(event=visit, sort="document", file=BytesIO(content), by=visit.staff, title="课件")


def test_a_link_that_is_no_address_is_refused(visit, everything):
    for url in ("", "javascript:alert(1)", "not an address"):
        with pytest.raises(Problem):
            add_handout(event=visit, sort="link", title="录像", url=url, by=visit.staff)


def test_nobody_sees_it_before_the_event_is_over_nor_after_it_was_taken_away(client, visit):
    with scope.everything("test"):
        made = add_handout(event=visit, sort="document", title="课件", file=BytesIO(b"%PDF-1.7"), by=visit.staff)
    path = reverse("public:handout", args=[made.code])
    page = f"/wsd/activities/{visit.activity.code}/event/"
    assert client.get(path).status_code == 404
    assert "课件" not in client.get(page).content.decode()
    over(visit)
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"], b"".join(answer.streaming_content)) == (
        200,
        "application/pdf",
        b"%PDF-1.7",
    )
    assert "课件" in client.get(page).content.decode()
    with scope.everything("test"):
        remove_handout(handout=made, by=visit.staff)
    assert client.get(path).status_code == 404
