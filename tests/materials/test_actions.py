"""Receiving, preparing, describing and removing files, with what goes wrong."""

import io
import stat
from datetime import date, timedelta

import pytest
from PIL import Image
from tests.factories import material_files as files
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.materials import add, make_material, make_owing, make_ready

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.materials import actions, queries, sending, uploads
from worldday.materials.files import all_stored, open_picture, path_of
from worldday.materials.models import Material, MaterialState, Upload
from worldday.materials.preparing import guarded
from worldday.materials.preparing.unfit import CODES
from worldday.materials.refusals import SENTENCES, Refused, sentence_for
from worldday.materials.retention import clear, prepare_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def owing():
    return make_owing()


def begun(owing, content: bytes, name: str = "合影.jpg") -> Upload:
    task, staff = owing
    upload = actions.begin_upload(task=task, name=name, length=len(content), by=staff)
    with uploads.held(upload.code) as file:
        file.append(io.BytesIO(content), at=0, most=len(content))
    return upload


def finished(owing, upload: Upload) -> Material:
    with uploads.held(upload.code):
        return actions.finish_upload(upload=upload, by=owing[1])


def test_every_reason_has_its_sentence():
    assert SENTENCES.keys() >= CODES


def test_a_photo_becomes_a_material_with_its_facts_and_waits_to_be_prepared(owing):
    material = add(*owing)
    assert (material.kind, material.mime, material.state) == ("photo", "image/jpeg", MaterialState.WAITING)
    assert (material.name, material.width, material.height) == ("合影.jpg", 640, 480)
    assert (material.campaign, material.unit, material.task) == (owing[0].campaign, owing[0].unit, owing[0])
    path = path_of(material.stored)
    assert path.read_bytes() == files.photo()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "合影" not in str(path)
    event = AuditEvent.objects.get(action="material-added")
    assert (event.target, event.actor, event.scope_path) == (material.code, owing[1].code, owing[0].unit.path)


def test_preparing_keeps_the_photo_without_its_metadata_and_makes_its_pictures(owing):
    material = make_ready(add(*owing))
    assert (material.state, material.taken_on, len(material.likeness)) == ("ready", date(2020, 10, 14), 16)
    kept = path_of(material.stored).read_bytes()
    assert b"Exif" not in kept
    assert files.SECRET.encode() not in kept
    with Image.open(open_picture(material, "thumb")) as thumb:
        assert thumb.size == (320, 240)
    for size in ("original", "thumb", "page"):
        assert stat.S_IMODE(path_of(material.stored, size).stat().st_mode) == 0o600


def test_a_heic_photo_is_kept_as_jpeg_and_called_so(owing):
    material = make_ready(add(*owing, "IMG_0001.HEIC", files.heic()))
    assert (material.name, material.mime, material.state) == ("IMG_0001.jpg", "image/jpeg", "ready")
    assert path_of(material.stored).read_bytes()[:3] == b"\xff\xd8\xff"


def test_a_video_called_jpg_is_taken_as_the_video_it_is(owing):
    material = add(*owing, "合影.jpg", files.video(seconds=2))
    assert (material.kind, material.name, material.seconds) == ("video", "合影.mp4", 2)


def test_preparing_twice_or_after_a_crash_in_between_ends_in_the_same(owing):
    material = make_ready(add(*owing, "IMG_0001.HEIC", files.heic()))
    likeness = material.likeness
    Material.objects.update(
        state=MaterialState.WAITING, likeness="", mime="image/heic"
    )  # the file was replaced, the row not
    again = make_ready(Material.objects.get())
    assert (again.state, again.mime, again.likeness) == ("ready", "image/jpeg", likeness)


def test_a_photo_found_broken_by_the_background_is_refused_and_may_be_sent_again(
    owing, django_capture_on_commit_callbacks
):
    content = files.photo()
    with django_capture_on_commit_callbacks(execute=True):
        broken = make_ready(add(*owing, content=content[: len(content) // 2]))
    assert (broken.state, broken.problem) == ("refused", "damaged")
    assert not path_of(broken.stored).exists()
    assert list(queries.present()) == []
    assert list(queries.of_task(owing[0])) == [broken]
    add(*owing, content=content[: len(content) // 2])


@pytest.mark.parametrize("name", ["宏.docx", "标志.svg", "bomb.docx", "setup.jpg"])
def test_what_is_refused_leaves_nothing_behind(owing, name):
    make, code = files.BAD[name]
    with pytest.raises(Refused) as refused:
        add(*owing, name, make())
    assert refused.value.code == code
    assert list(all_stored()) == []
    assert not Material.objects.exists()


def test_a_file_larger_than_its_kind_may_be_is_refused_whatever_its_name_says(owing, settings):
    settings.MATERIAL_MEGABYTES = {"photo": 1, "document": 1, "video": 5}
    large = files.office(
        files.WORD, "word/document.xml", **{"word/media/x.png": files.random.Random(1).randbytes(2_000_000)}
    )
    with pytest.raises(Refused, match=r"2 MB.*1 MB"):
        add(*owing, "总结.mp4", large)
    with pytest.raises(Refused) as refused:
        actions.begin_upload(task=owing[0], name="总结.docx", length=300 * 1024**2, by=owing[1])
    assert refused.value.facts == {"size": "300 MB", "limit": "1 MB"}


def test_the_same_bytes_again_lead_to_the_first_file(owing):
    first = add(*owing, "一.jpg")
    with pytest.raises(Refused) as refused:
        add(*owing, "二.jpg")
    assert (refused.value.code, refused.value.facts) == ("duplicate", {"first": "一.jpg", "first_code": first.code})
    assert [stored for stored, _age in all_stored()] == [first.stored]


def test_pictures_that_look_alike_are_shown_to_each_other(owing):
    one = make_ready(add(*owing, "一.jpg", files.photo(1)))
    two = make_ready(add(*owing, "二.jpg", files.photo(1, quality=40, size=(640, 480))))
    make_ready(add(*owing, "三.jpg", files.photo(9)))
    assert queries.alike(two) == [one]
    assert queries.alike_among(owing[0]) == {two.pk: "一.jpg"}


def test_a_unit_has_so_much_and_no_more(owing, settings):
    settings.UNIT_MEGABYTES = 1
    make_material(owing[0], size=1024**2 - 10)
    with pytest.raises(Refused) as refused:
        add(*owing)
    assert refused.value.code == "quota"
    with pytest.raises(Refused):
        actions.begin_upload(task=owing[0], name="x.jpg", length=11, by=owing[1])
    assert actions.begin_upload(task=owing[0], name="x.jpg", length=10, by=owing[1]).length == 10


def test_a_closed_unit_sends_nothing(owing):
    task, staff = owing
    task.unit.closed_on = date(2020, 10, 1)
    for attempt in (lambda: add(task, staff), lambda: actions.begin_upload(task=task, name="x", length=1, by=staff)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "unit_closed"


def test_an_upload_finished_twice_is_one_material(owing):
    upload = begun(owing, files.photo())
    first = finished(owing, upload)
    assert actions.finish_upload(upload=Upload.objects.get(pk=upload.pk), by=owing[1]) == first
    assert Material.objects.count() == 1
    assert not uploads.path_of(upload.code).exists()


def test_an_upload_remembers_why_it_became_nothing(owing):
    upload = begun(owing, files.SVG, "标志.svg")
    with pytest.raises(Refused):
        finished(owing, upload)
    kept = Upload.objects.get()
    assert (kept.problem, sentence_for(kept.problem, kept.facts)) == ("svg", str(SENTENCES["svg"]))
    with pytest.raises(Refused):
        actions.finish_upload(upload=kept, by=owing[1])
    assert not uploads.path_of(upload.code).exists()


def test_names_in_any_script_survive_and_tricks_do_not(owing):
    assert add(*owing, "../../تقرير اليوم 🎉.docx", files.word()).name == "تقرير اليوم 🎉.docx"
    assert add(*owing, "photo\u202egpj.exe", files.photo(2)).name == "photogpj.jpg"
    assert len(add(*owing, "长" * 180 + ".png", files.png()).name) == 120
    assert add(*owing, "...", files.photo(3)).name == "photo.jpg"


# --- describing ---


def test_what_a_file_shows_is_described_and_written_down(owing, on_day):
    on_day(date(2020, 10, 14))
    material = make_material(owing[0])
    activity = make_activity(owing[0].campaign)
    changes = {"caption": "开放日", "people": "agreed", "reuse": "publish", "activity": activity}
    actions.describe(material=material, changes=changes, by=owing[1])
    event = AuditEvent.objects.get(action="material-described")
    assert event.after == {"caption": "开放日", "people": "agreed", "reuse": "publish", "activity": activity.code}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"taken_on": date(2020, 10, 15)}, "taken_on"),
        ({"people": "perhaps"}, "people"),
        ({"caption": "字" * 201}, "caption"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(owing, on_day, changes, field):
    on_day(date(2020, 10, 14))
    with pytest.raises(Invalid) as invalid:
        actions.describe(material=make_material(owing[0]), changes=changes, by=owing[1])
    assert list(invalid.value.errors) == [field]


def test_an_activity_of_another_campaign_is_not_what_it_shows(owing):
    stranger = make_activity(make_campaign())
    with pytest.raises(Invalid):
        actions.describe(material=make_material(owing[0]), changes={"activity": stranger}, by=owing[1])


def test_several_are_described_all_or_none(owing):
    one, two = make_material(owing[0]), make_material(owing[0])
    with pytest.raises(actions.SomeInvalid) as invalid:
        actions.describe_many(said=[(one, {"caption": "好"}), (two, {"people": "perhaps"})], by=owing[1])
    assert list(invalid.value.errors) == [two.code]
    assert set(Material.objects.values_list("caption", flat=True)) == {""}
    said = [(one, {"caption": "好", "place": ""}), (two, {"place": ""})]
    assert actions.describe_many(said=said, by=owing[1]) == 1


def test_what_was_removed_meanwhile_is_not_described(owing):
    material = make_material(owing[0])
    Material.objects.update(removed_at=clock.now())
    with pytest.raises(Problem):
        actions.describe(material=material, changes={"caption": "好"}, by=owing[1])


# --- removing and clearing up ---


def test_a_file_that_was_not_sent_goes_with_its_row(owing, django_capture_on_commit_callbacks):
    material = make_ready(add(*owing))
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_material(material=material, by=owing[1])
        actions.remove_material(material=material, by=owing[1])
    assert not Material.objects.exists()
    assert list(path_of(material.stored).parent.iterdir()) == []
    assert AuditEvent.objects.filter(action="material-removed").count() == 1


def test_of_a_file_that_was_sent_the_row_stays(owing, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(sending, "_asked", [lambda material: True])
    material = add(*owing)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_material(material=material, by=owing[1])
    kept = Material.objects.get()
    assert kept.removed_at is not None
    assert not path_of(kept.stored).exists()
    add(*owing)  # the same file may come again


def test_abandoned_uploads_and_strays_go_and_what_is_used_stays(owing, monkeypatch):
    kept, left = begun(owing, b"x" * 10), begun(owing, b"y" * 10)
    used = add(*owing)
    stray = path_of("ab/" + "a" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    Upload.objects.filter(pk=left.pk).update(expires_at=clock.now() - timedelta(minutes=1))
    monkeypatch.setattr("worldday.materials.retention.STRAY_SECONDS", -1)
    clear()
    assert list(Upload.objects.values_list("code", flat=True)) == [kept.code]
    assert not uploads.path_of(left.code).exists()
    assert uploads.path_of(kept.code).exists()
    assert [stored for stored, _age in all_stored()] == [used.stored]


def test_an_upload_somebody_is_writing_is_not_cleared_away(owing):
    upload = begun(owing, b"x")
    Upload.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    with uploads.held(upload.code):
        clear()
    assert Upload.objects.exists()


def test_a_preparation_that_got_lost_is_put_into_the_queue_again(owing):
    make_material(owing[0], state=MaterialState.WAITING, added_at=clock.now() - timedelta(minutes=11))
    make_material(owing[0], state=MaterialState.WAITING)
    assert prepare_again() == 1


def test_what_may_be_used_where_follows_consent_and_right(owing):
    task = owing[0]

    def usable(where: str) -> set[str]:
        return set(queries.of_campaign(task.campaign, usable_in=where).values_list("name", flat=True))

    make_material(task, name="全可", people="agreed", reuse="publish")
    make_material(task, name="无人", people="nobody", reuse="report")
    make_material(task, name="仅报告", people="report-only", reuse="free")
    make_material(task, name="未说", people="", reuse="free")
    make_material(task, name="文件", kind="document", reuse="free")
    make_material(task, name="未备", people="agreed", reuse="free", state="waiting")
    make_material(task, name="已删", people="agreed", reuse="free", removed_at=clock.now())
    assert usable("report") == {"全可", "无人", "仅报告", "文件"}
    assert usable("public") == {"全可", "文件"}


def test_a_slow_decoder_holds_no_lock_of_the_database(owing, monkeypatch):
    from django.db import connection

    looked = []
    real = guarded.examine
    monkeypatch.setattr(guarded, "examine", lambda path: looked.append(len(connection.savepoint_ids)) or real(path))
    add(*owing)
    assert looked == [0]
