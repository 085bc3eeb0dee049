"""A bag is written in one pass, and what is damaged afterwards is found."""

import io
import tracemalloc
import zipfile

import bagit
import pytest

from worldday.reports.archiving.bag import Bag, Member, Twice, _entry

INFO = {"Source-Organization": "甲市市场监管局", "Bagging-Date": "2020-11-21"}
MEMBERS = [
    Member("说明/通知 第一号.txt", "关于开展世界标准日活动的通知".encode()),
    Member("photos/aaaa.jpg", b"\xff\xd8" + bytes(300_000)),
    Member("empty.txt", b""),
]


def packed(members=MEMBERS, base="day-2020") -> bytes:
    out = io.BytesIO()
    with Bag(out, base) as bag:
        bag.payload(members)
        bag.finish(INFO, [Member("metadata/说明.txt", "说明".encode())])
    return out.getvalue()


def unpacked(data: bytes, folder) -> bagit.Bag:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        file.extractall(folder)
    return bagit.Bag(str(folder / "day-2020"))


def test_the_maintained_validator_finds_the_bag_complete_and_true(tmp_path):
    bag = unpacked(packed(), tmp_path)
    assert bag.validate()
    assert bag.info == INFO | {"Payload-Oxum": "300044.3"}
    assert sorted(bag.payload_entries()) == ["data/empty.txt", "data/photos/aaaa.jpg", "data/说明/通知 第一号.txt"]
    assert set(bag.algorithms) == {"sha256", "sha512"}
    assert (tmp_path / "day-2020" / "data" / "说明" / "通知 第一号.txt").read_text() == "关于开展世界标准日活动的通知"


def test_the_same_members_make_the_same_bytes():
    assert packed() == packed()


@pytest.mark.parametrize(
    "path",
    ["data/photos/aaaa.jpg", "data/说明/通知 第一号.txt", "metadata/说明.txt", "bag-info.txt", "manifest-sha256.txt"],
)
def test_one_flipped_byte_is_found_wherever_it_is(tmp_path, path):
    bag = unpacked(packed(), tmp_path)
    file = tmp_path / "day-2020" / path
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 1
    file.write_bytes(body)
    with pytest.raises((bagit.BagValidationError, bagit.BagError, UnicodeDecodeError)):
        bagit.Bag(str(bag.path)).validate()


def test_a_file_taken_away_or_put_in_is_found(tmp_path):
    bag = unpacked(packed(), tmp_path)
    (tmp_path / "day-2020" / "data" / "more.txt").write_text("多出来的")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()
    (tmp_path / "day-2020" / "data" / "more.txt").unlink()
    (tmp_path / "day-2020" / "data" / "empty.txt").unlink()
    with pytest.raises(bagit.BagValidationError):
        bag.validate()


def test_two_files_that_differ_in_capitals_only_are_refused_before_windows_loses_one():
    with pytest.raises(Twice):
        packed([Member("A.txt", b"1"), Member("a.txt", b"2")])


def test_open_files_are_closed_once_they_are_packed():
    source = io.BytesIO(b"video")
    packed([Member("a.mp4", source)])
    assert source.closed


def test_a_hundred_megabytes_pass_through_in_little_memory(tmp_path):
    tracemalloc.start()
    with (tmp_path / "bag.zip").open("wb") as out, Bag(out, "day-2020") as bag:
        bag.payload(Member(f"{n}.mp4", io.BytesIO(bytes(5_000_000))) for n in range(20))
        bag.finish(INFO)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_file_beyond_four_gigabytes_gets_an_entry_that_can_hold_it(tmp_path):
    """Sparse, so that it costs no room; only the entry is looked at."""
    with (tmp_path / "long.mp4").open("wb") as file:
        file.truncate(5 * 1024**3)
    with (tmp_path / "long.mp4").open("rb") as source:
        entry = _entry("data/long.mp4", source)
        with zipfile.ZipFile(io.BytesIO(), "w") as target, target.open(entry, "w"):
            assert entry.extract_version == 45
            entry.file_size = 0


def test_more_than_65535_files_make_a_zip_that_still_opens(tmp_path):
    out = io.BytesIO()
    with Bag(out, "day-2020") as bag:
        bag.payload(Member(f"{n}.txt", b"") for n in range(65_600))
        bag.finish(INFO)
    with zipfile.ZipFile(out) as file:
        assert len(file.namelist()) == 65_600 + 6
