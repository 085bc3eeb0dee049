"""The draw to practise on: it reproduces with the very file a doubter downloads, and names nobody."""

import json
import re
import subprocess
import sys
from pathlib import Path

from worldday.draws.lottery import read_notice, verify
from worldday.draws.lottery.onefile import one_file
from worldday.draws.practice import practice


def test_it_reproduces_and_is_what_was_announced():
    made = practice()
    assert verify(made.record) == []
    assert verify(made.record, read_notice(made.notice)) == []
    assert [len(winners) for _tier, _prize, winners in made.tiers] == [1, 3]
    assert made.record["entrants"]["count"] == 30


def test_everything_in_it_says_that_it_is_a_sample():
    record = practice().record
    said = [record["rule"]["title"], record["rule"]["organiser"], *record["names"].values()]
    said += [one["name"] for one in record["rule"]["sources"]] + [one["prize"] for one in record["rule"]["tiers"]]
    assert [text for text in said if "示例" not in text] == []


def test_the_downloaded_program_says_that_it_fits_and_finds_one_changed_digit(tmp_path):
    (tmp_path / "verify_draw.py").write_text(one_file(), "utf8")
    text = json.dumps(practice().record, ensure_ascii=False)
    (tmp_path / "record.json").write_text(text, "utf8")
    (tmp_path / "notice.json").write_text(json.dumps(practice().notice), "utf8")
    assert _run(tmp_path).returncode == 0
    changed = re.sub(r'("number": ")407', r"\g<1>408", text)
    assert changed != text
    (tmp_path / "record.json").write_text(changed, "utf8")
    assert _run(tmp_path).returncode == 1


def _run(folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "verify_draw.py", "record.json", "--announced", "notice.json"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True)
