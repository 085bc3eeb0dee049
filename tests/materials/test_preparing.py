"""Looking into files: what they are, why some are not taken, and what is left of them."""

import io

import av
import pytest
from PIL import Image, ImageChops, ImageStat
from tests.factories import material_files as files

from worldday.materials.preparing import guarded
from worldday.materials.preparing.likeness import CLOSE, distance, likeness_of
from worldday.materials.preparing.sorts import SORTS, refused_at_once
from worldday.materials.preparing.unfit import Unfit


@pytest.mark.parametrize("name", files.GOOD)
def test_what_a_file_is_is_told_by_its_content(tmp_path, name):
    make, sort = files.GOOD[name]
    found = guarded.examine(files.written(tmp_path, "x", make()))
    assert (found["sort"], found["kind"]) == (sort, SORTS[sort].kind)


@pytest.mark.parametrize("name", files.BAD)
def test_what_is_not_taken_says_why(tmp_path, name):
    make, code = files.BAD[name]
    with pytest.raises(Unfit) as refused:
        guarded.examine(files.written(tmp_path, name, make()))
    assert refused.value.code == code


def test_a_video_renamed_jpg_is_a_video(tmp_path):
    found = guarded.examine(files.written(tmp_path, "合影.jpg", files.video(seconds=2)))
    assert found == {"sort": "mp4", "kind": "video", "facts": {"width": 320, "height": 180, "seconds": 2}}


def test_the_beginning_alone_refuses_what_can_never_be_taken():
    assert refused_at_once(files.SVG) == "svg"
    assert refused_at_once(b"MZ\x90") == "program"
    assert refused_at_once(files.photo()[:8192]) is None
    assert refused_at_once(files.word()[:8192]) is None


def photographs() -> dict[str, bytes]:
    return {
        "jpeg": files.photo(),
        "png": files.png(),
        "webp": files.webp(),
        "gif": files.gif(),
        "heic": files.heic(),
    }


@pytest.mark.parametrize("sort", ["jpeg", "png", "webp", "gif", "heic"])
def test_no_served_picture_keeps_position_device_owner_or_any_metadata(tmp_path, sort):
    content = photographs()[sort]
    into = tmp_path / "stored"
    facts = guarded.prepare(files.written(tmp_path, "x", content), into)
    assert facts["kept"] == {"heic": "jpeg", "gif": "png"}.get(sort, sort)
    for tail in ("new", "thumb", "page"):
        written = (tmp_path / f"stored.{tail}").read_bytes()
        with Image.open(io.BytesIO(written)) as image:
            assert not dict(image.getexif()), tail
            assert not {"exif", "xmp", "comment", "Author", "gps"} & set(image.info), tail
        assert b"Exif" not in written
        assert files.SECRET.encode() not in written
        assert b"Phone 12" not in written


def test_a_drawing_keeps_what_lets_the_page_through(tmp_path):
    drawing = Image.new("P", (40, 30), 0)
    drawing.putpalette([255, 0, 255, 0, 0, 0])
    drawing.paste(1, (10, 10, 30, 20))
    body = files.saved(drawing, "PNG", transparency=0)
    guarded.prepare(files.written(tmp_path, "x", body), tmp_path / "s")
    with Image.open(tmp_path / "s.new") as kept:
        shown = kept.convert("RGBA")
    assert (shown.getpixel((0, 0))[3], shown.getpixel((15, 15))) == (0, (0, 0, 0, 255))


def test_a_photo_on_its_side_is_turned_upright_and_its_day_is_kept_apart(tmp_path):
    path = files.written(tmp_path, "x", files.photo(orientation=6, size=(640, 480)))
    assert guarded.examine(path)["facts"] == {"width": 480, "height": 640}
    facts = guarded.prepare(path, tmp_path / "s")
    assert (facts["width"], facts["height"], facts["day"]) == (480, 640, "2020-10-14")
    with Image.open(tmp_path / "s.thumb") as thumb, Image.open(tmp_path / "s.new") as kept:
        assert (thumb.size, thumb.format) == ((240, 320), "JPEG")
        assert kept.size == (480, 640)
        as_seen = Image.open(io.BytesIO(files.photo(orientation=6))).transpose(Image.Transpose.ROTATE_270)
        assert max(ImageStat.Stat(ImageChops.difference(kept.convert("RGB"), as_seen)).mean) < 1


def test_the_larger_picture_is_1600_on_its_longer_side_and_a_small_one_stays_small(tmp_path):
    guarded.prepare(files.written(tmp_path, "x", files.photo(size=(4000, 3000))), tmp_path / "large")
    guarded.prepare(files.written(tmp_path, "y", files.photo(size=(200, 100))), tmp_path / "small")
    sizes = {name: Image.open(tmp_path / name).size for name in ("large.page", "large.thumb", "small.page")}
    assert sizes == {"large.page": (1600, 1200), "large.thumb": (320, 240), "small.page": (200, 100)}


def test_a_photo_cut_short_is_found_when_it_is_prepared(tmp_path):
    content = files.photo()
    with pytest.raises(Unfit) as refused:
        guarded.prepare(files.written(tmp_path, "x", content[: len(content) // 2]), tmp_path / "s")
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("sort", ["mp4", "mov", "webm"])
def test_a_video_loses_its_metadata_and_keeps_its_pictures(tmp_path, sort):
    content = files.video(sort)
    facts = guarded.prepare(files.written(tmp_path, "x", content), tmp_path / "s")
    assert (facts["width"], facts["height"], facts["seconds"], facts["kept"]) == (320, 180, 2, sort)
    kept = (tmp_path / "s.new").read_bytes()
    assert b"31.2304" in content
    assert b"31.2304" not in kept
    assert files.SECRET.encode() not in kept
    with av.open(io.BytesIO(kept)) as film:
        assert sum(1 for _frame in film.decode(video=0)) == 20
        assert not {"location", "title", "creation_time"} & set(film.metadata)
    with Image.open(tmp_path / "s.thumb") as thumb:
        assert thumb.size == (320, 180)


def test_the_first_page_of_a_pdf_is_its_picture(tmp_path):
    assert guarded.prepare(files.written(tmp_path, "x", files.pdf()), tmp_path / "s") == {}
    with Image.open(tmp_path / "s.page") as page:
        assert max(page.size) == 1600


def test_likeness_survives_scaling_and_recompression_and_tells_others_apart():
    one = likeness_of(files.scene(seed=1))
    small = Image.open(io.BytesIO(files.saved(files.scene(seed=1).resize((200, 150)), "JPEG", quality=40)))
    assert distance(one, likeness_of(small)) <= CLOSE
    others = [distance(one, likeness_of(files.scene(seed=seed))) for seed in range(2, 30)]
    assert min(others) > CLOSE


def test_a_looking_process_that_dies_or_hangs_is_an_answer_too(tmp_path, monkeypatch):
    path = files.written(tmp_path, "x", files.photo())
    monkeypatch.setattr(guarded, "EXAMINE_SECONDS", 0.01)
    with pytest.raises(Unfit) as refused:
        guarded.examine(path)
    assert refused.value.code == "timeout"
