"""Files that mean harm or are broken: one sentence, exit code 2, within 5 seconds and 300 MB, as a whole process."""

import json
import os
from pathlib import Path

import pytest
from tests.factories.hostile_files import HOSTILE, with_pictures
from tests.factories.measured import READ, Run, run_measured

from worldday.notices.reading.errors import SENTENCES, Unreadable


def refused(path: Path) -> tuple[str, Run]:
    """The reason `worldday read` gives for this file, and the run; anything but a clean refusal fails here."""
    run = run_measured(*READ, "--json", "--errors=json", str(path))
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1), run
    error = json.loads(run.err)["error"]
    for lang in ("zh-hans", "en"):
        sentence = Unreadable(error["code"], error["params"]).sentence(lang)
        assert not set("{}\n") & set(sentence)
    return error["code"], run


@pytest.mark.parametrize("case", HOSTILE)
def test_a_harmful_file_ends_in_one_sentence_in_time_and_memory(tmp_path, case):
    make, codes = HOSTILE[case]
    path = tmp_path / "通知.docx"
    path.write_bytes(make())
    code, run = refused(path)
    assert code in codes
    # On the processor: what a busy test machine adds is no fault of the reader, and `confined` bounds the clock.
    assert run.cpu_seconds < 5
    assert run.megabytes < 300


def test_a_hundred_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "big.docx"
    with path.open("wb") as big:
        big.truncate(100 * 1024 * 1024)
    code, run = refused(path)
    assert code == "too_big"
    assert run.megabytes < 60


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "missing"),
        (Path.mkdir, "not_a_file"),
        (os.mkfifo, "not_a_file"),
        (lambda path: path.symlink_to("/dev/zero"), "not_a_file"),
        (lambda path: path.symlink_to(path.name), "missing"),
        (lambda path: path.symlink_to("nowhere"), "missing"),
    ],
    ids=["missing", "folder", "fifo", "device", "link to itself", "link to nothing"],
)
def test_what_is_no_file_is_told_at_once(tmp_path, make, code):
    make(tmp_path / "通知")
    found, run = refused(tmp_path / "通知")
    assert found == code
    assert run.megabytes < 60


def test_twenty_megabytes_of_pictures_are_not_read(tmp_path):
    path = tmp_path / "pictures.docx"
    path.write_bytes(with_pictures(21))
    run = run_measured(*READ, "--json", str(path))
    assert (run.code, json.loads(run.out)["title"]) == (0, "某局关于开展活动的通知")
    assert run.megabytes < 200


def test_every_reason_has_its_sentence_in_both_languages():
    for code, sentences in SENTENCES.items():
        assert sorted(sentences) == ["en", "zh-hans"], code
