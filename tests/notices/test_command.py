import json
import os
import subprocess
import sys

import pytest
from tests.factories.notice_files import ACCREDITATION_DAY, STANDARDS_DAY

from worldday.notices.reading.command import language, main
from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.guarded import read_file_safely


def worldday_read(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "import sys; from worldday.cli import main; sys.exit(main())", "read", *arguments]
    return subprocess.run(command, capture_output=True, **options)


def test_json_is_the_schema_and_nothing_else():
    done = worldday_read(str(STANDARDS_DAY), "--json")
    reading = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert reading["schema"] == "worldday.notice/1"
    assert (reading["doc_number"], len(reading["activities"])) == ("沪市监标创〔2020〕444号", 21)


def test_standard_input_reads_like_the_file():
    given = worldday_read("-", "--json", input=ACCREDITATION_DAY.read_bytes())
    assert given.stdout == worldday_read(str(ACCREDITATION_DAY), "--json").stdout
    assert len(json.loads(given.stdout)["activities"]) == 8


def test_without_json_a_person_can_read_it(capfd):
    assert main([str(STANDARDS_DAY), "--lang", "zh-hans"]) == 0
    printed = capfd.readouterr().out
    assert printed.startswith("上海市市场监督管理局关于开展2020年“世界标准日”宣传活动的通知\n")
    assert "活动项目 (21)" in printed
    assert "  6     标准化线上知识竞答" in printed


def test_a_refusal_is_one_sentence_in_the_callers_language(tmp_path, capfd, monkeypatch):
    (tmp_path / "empty").touch()
    assert main([str(tmp_path / "empty"), "--json", "--lang", "zh-hans"]) == 2
    assert capfd.readouterr() == ("", "文件是空的，没有可以识别的文字，请检查后重新上传。\n")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main([str(tmp_path / "empty")]) == 2
    assert capfd.readouterr() == ("", "The file is empty; check it and try again.\n")


def test_a_program_gets_the_reason_as_a_code(tmp_path, capfd):
    assert main([str(tmp_path), "--json", "--errors=json"]) == 2
    assert capfd.readouterr() == ("", '{"error": {"code": "not_a_file", "params": {}}}\n')


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C"}, "zh-hans"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
    ],
)
def test_the_language_follows_the_callers_locale(monkeypatch, variables, lang):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == lang


def test_a_pipe_closed_early_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "worldday.notices.reading.command", str(STANDARDS_DAY), "--json"],
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_reading_text_loads_neither_django_nor_the_libraries_of_other_formats():
    script = (
        "import sys; from pathlib import Path; from worldday.notices.reading import command\n"
        f"command._reading(Path({str(STANDARDS_DAY)!r}))\n"
        "print([name for name in ('django', 'lxml', 'pypdfium2', 'zipfile', 'subprocess', 'tempfile') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_the_desk_gets_the_reading_or_the_reason(tmp_path):
    assert len(read_file_safely(ACCREDITATION_DAY)["activities"]) == 8
    (tmp_path / "-x").write_bytes(b"\x89PNG\r\n\x1a\n")
    for path, code in ((tmp_path / "-x", "not_this_format"), (tmp_path / "none", "missing")):
        with pytest.raises(Unreadable) as caught:
            read_file_safely(path)
        assert caught.value.code == code


def test_the_desk_does_not_wait_for_ever(tmp_path):
    with pytest.raises(Unreadable) as caught:
        read_file_safely(STANDARDS_DAY, seconds=0.001)
    assert caught.value.code == "timeout"
