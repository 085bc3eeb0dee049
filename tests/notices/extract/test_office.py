import shutil
import struct
import time
from pathlib import Path

import pytest
from tests.factories.notice_files import docx_of
from tests.notices.extract.conftest import rows_of

from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.extract import office

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]): header, one allocation table, one directory sector, then the streams."""
    table, entries, body = [TABLE, END], [entry("Root Entry", 5, END)], b""
    for name, content in streams.items():
        entries.append(entry(name, 2, len(table), len(content)))
        sectors = -(-len(content) // SECTOR)
        table += [*range(len(table) + 1, len(table) + sectors), END]
        body += content.ljust(sectors * SECTOR, b"\0")
    header = struct.pack("<8s16xHHHHH10xLL4xLLLLL", office.sniff.OLE, 0x3E, 3, 0xFFFE, 9, 6, 1, 1, 0, 4096, END, 0, END)
    header += struct.pack("<L", 0) + struct.pack("<L", 0)
    header = header[:76] + struct.pack("<109L", 0, *[FREE] * 108)
    directory = b"".join(entries).ljust(SECTOR, b"\0")[:SECTOR]
    return header.ljust(SECTOR, b"\0") + struct.pack("<128L", *table, *[FREE] * (128 - len(table))) + directory + body


def entry(name: str, kind: int, start: int, size: int = 0) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBLLL", kind, 1, FREE, FREE, FREE)
    return (
        coded.ljust(64, b"\0") + struct.pack("<H", len(coded)) + links + b"\0" * 36 + struct.pack("<LQ", start, size)
    ).ljust(128, b"\0")


def word_97(*, encrypted: bool = False, length: int = 100, magic: int = 0xA5EC) -> bytes:
    """A WordDocument stream with the fields that are looked at ([MS-DOC] 2.5.2 and 2.5.4)."""
    start = struct.pack("<H8xH", magic, 0x0100 if encrypted else 0)
    return start.ljust(office.TEXT_LENGTH_AT, b"\0") + struct.pack("<l", length).ljust(4096, b"\0")


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """`soffice(script)`: a program of that name, alone on the PATH; $source and $folder are its work."""

    def install(script: str | None) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        monkeypatch.setenv("PATH", str(folder))
        if script is not None:
            program = folder / "soffice"
            begin = 'PATH=/usr/bin:/bin; for source; do :; done; folder=$(dirname "$source")'
            program.write_text(f"#!/bin/sh\n{begin}\n{script}\n")
            program.chmod(0o755)

    return install


def is_running(stat: Path) -> bool:
    """Not gone, and not merely waiting to be collected by its parent."""
    try:
        return stat.read_text().split()[2] != "Z"
    except OSError:
        return False


def refusal(extracted, content: bytes, name: str = "通知.doc") -> tuple[str, dict[str, object]]:
    with pytest.raises(Unreadable) as caught:
        extracted(content, name)
    return caught.value.code, caught.value.params


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        ({"EncryptedPackage": b"x" * 5000}, "encrypted"),
        ({"WordDocument": word_97(encrypted=True)}, "encrypted"),
        ({"WordDocument": word_97(length=700_000)}, "too_long"),
        ({"WordDocument": word_97(magic=0)}, "truncated"),
        ({"Workbook": b"x" * 5000}, "not_this_format"),
        ({"PowerPoint Document": b"x" * 5000}, "not_this_format"),
    ],
)
def test_what_libreoffice_need_not_be_asked_about_is_refused_before(extracted, soffice, streams, code):
    soffice("touch /tmp/never; exit 1")
    assert refusal(extracted, compound(streams))[0] == code


def test_without_libreoffice_one_sentence_says_what_to_do(extracted, soffice):
    soffice(None)
    code, params = refusal(extracted, compound({"WordDocument": word_97()}), "通知.wps")
    assert (code, params) == ("needs_libreoffice", {"suffix": ".doc"})
    assert (
        Unreadable(code, params).sentence("zh-hans") == "读取.doc文件需要安装LibreOffice，请安装后重试，或另存为docx。"
    )


def test_what_libreoffice_makes_is_read_and_nothing_stays_behind(extracted, soffice, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "made.docx").write_bytes(docx_of(["关于开展活动的通知", [["序号", "名称"], ["1", "竞答"]]]))
    soffice(f'echo "$@" > {tmp_path}/asked; cp {tmp_path}/made.docx "$folder/notice.docx"')
    document = extracted(compound({"WordDocument": word_97()}), "通知.wps")
    assert rows_of(document) == [["序号", "名称"], ["1", "竞答"]]
    asked = (tmp_path / "asked").read_text()
    assert "--headless" in asked
    assert f"-env:UserInstallation=file://{tmp_path}/worldday-" in asked
    assert list(tmp_path.glob("worldday-*")) == []


def test_a_libreoffice_that_makes_nothing_means_a_damaged_file(extracted, soffice):
    soffice("exit 1")
    assert refusal(extracted, compound({"WordDocument": word_97()}))[0] == "truncated"


def test_a_libreoffice_that_hangs_is_stopped_with_its_helpers(extracted, soffice, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", {"ole": 1, "rtf": 1})
    soffice(f"sleep 60 & echo $! > {tmp_path}/helper; wait")
    began = time.monotonic()
    assert refusal(extracted, compound({"WordDocument": word_97()}))[0] == "timeout"
    assert time.monotonic() - began < 30
    helper = Path("/proc", (tmp_path / "helper").read_text().strip(), "stat")
    until = time.monotonic() + 20
    while is_running(helper) and time.monotonic() < until:
        time.sleep(0.01)
    assert not is_running(helper)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{\\rtf1" + b"{" * 1000, "too_complex"),
        (b"{\\rtf1 {\\b x}", "truncated"),
        (b"{\\rtf1 \\{ \\\\} ", "needs_libreoffice"),
    ],
)
def test_rtf_is_looked_over_before_libreoffice_sees_it(extracted, soffice, content, code):
    soffice(None)
    assert refusal(extracted, content, "通知.rtf")[0] == code


@pytest.mark.parametrize("cut", [100, 600, 1100, 1600])
def test_a_truncated_file_never_reaches_libreoffice(extracted, soffice, cut):
    soffice("exit 0")
    assert refusal(extracted, compound({"WordDocument": word_97()})[:cut])[0] == "truncated"


def test_a_directory_that_runs_in_circles_ends(extracted, soffice):
    soffice(None)
    looped = bytearray(compound({"WordDocument": word_97()}))
    struct.pack_into("<L", looped, SECTOR + 4, 1)  # the directory's sector names itself as the next
    assert refusal(extracted, bytes(looped))[0] == "truncated"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed (libreoffice-writer-nogui)")
def test_a_real_rtf_goes_through_the_real_libreoffice(extracted, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", {"ole": 60, "rtf": 60})  # a busy machine that starts it for the first time
    document = extracted(rb"{\rtf1\ansi\uc0 {\u36890 \u30693 }\par \u20061 \par}", "通知.doc")
    assert document.text.split() == ["通知", "九"]
