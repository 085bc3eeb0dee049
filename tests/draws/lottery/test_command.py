"""The program a stranger runs: tools/verify_draw.py alone, in a bare Python, and `worldday verify-draw`, the same code."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.draws.lottery.cast import TIMES, a_frozen, a_record, a_rule, contributions, people, salt

from worldday.base.onefile import refuse_clashes
from worldday.draws.lottery import Removed, commitment, freeze, notice, record
from worldday.draws.lottery.command import main
from worldday.draws.lottery.onefile import HERE, one_file

TOOL = Path(__file__).resolve().parents[3] / "tools" / "verify_draw.py"
RECORD = a_record()


@pytest.fixture
def file(tmp_path):
    def write(value, name="record.json"):
        path = tmp_path / name
        path.write_text(json.dumps(value, ensure_ascii=False), "utf8")
        return str(path)

    return write


def run(*words: str) -> subprocess.CompletedProcess:
    """In a directory of its own, without site packages: nothing but the file and the standard library."""
    return subprocess.run([sys.executable, "-I", "-S", TOOL, *words], capture_output=True, text=True, encoding="utf8")


def test_the_one_file_is_made_from_the_modules_as_they_are():
    """If this fails: python -m worldday.draws.lottery.onefile > tools/verify_draw.py"""
    assert TOOL.read_text("utf8") == one_file()


def test_the_one_file_needs_nothing_but_the_standard_library():
    tree = ast.parse(one_file())
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    needed = {(getattr(node, "module", None) or node.names[0].name).partition(".")[0] for node in nodes}
    assert needed <= sys.stdlib_module_names
    assert "socket" not in needed
    assert "urllib" not in needed


def test_the_one_file_is_python_3_10_by_grammar():
    assert ast.parse(one_file(), feature_version=(3, 10))


def test_the_one_file_holds_every_module():
    parts = {path.stem for path in HERE.glob("*.py")} - {"__init__", "onefile"}
    assert set(re.findall(r"^# ---- (\w+): ", one_file(), re.MULTILINE)) == parts


def test_two_modules_may_not_define_the_same_name():
    with pytest.raises(ValueError, match="both define x"):
        refuse_clashes({"a": ast.parse("x = 1"), "b": ast.parse("def x(): pass")})


def test_a_stranger_gets_the_same_winners(file):
    result = run(file(RECORD), "--lang", "zh")
    assert (result.returncode, result.stderr) == (0, "")
    assert "复核一致" in result.stdout
    for tier in RECORD["tiers"]:
        for place, number in enumerate(tier["winners"], start=1):
            line = rf"^ +{place}\. {number} 号 .*{RECORD['entrants']['rows'][number - 1][:64]}$"
            assert re.search(line, result.stdout, re.MULTILINE)
    for line in RECORD["forfeits"]:
        assert f"{line['entrant']} 号（" in result.stdout


def test_the_explanation_says_what_was_checked_and_what_not(file):
    said = run(file(RECORD), "--lang", "en").stdout
    assert said.splitlines()[1].startswith("IT FITS.")
    assert "The signature (BLS12-381) was checked with the network's public key." in said
    assert "https://api.drand.sh/52db9ba7" in said
    assert "What this cannot prove" in said
    assert "a record forged as a whole would fit in itself" in said


def test_a_bent_record_is_told_with_exit_1(file):
    bent = {**RECORD, "seed": "00" * 32}
    result = run(file(bent), "--lang", "en")
    assert result.returncode == 1
    assert "IT DOES NOT FIT. What is wrong (1):" in result.stdout
    assert " × The seed does not follow from rule, list and sources." in result.stdout


def test_the_notice_of_the_freeze_settles_whether_it_is_the_announced_list(file):
    announced = notice(a_rule(), a_frozen(), TIMES.frozen).to_json()
    right = run(file(RECORD), "--announced", file(announced, "notice.json"), "--lang", "en")
    assert right.returncode == 0
    assert "This is the list announced at the freeze" in right.stdout
    other = {**announced, "root": "00" * 32}
    wrong = run(file(RECORD), "--announced", file(other, "notice.json"), "--lang", "en")
    assert wrong.returncode == 1
    assert "was published at the freeze" in wrong.stdout
    assert run(file(RECORD), "--announced", file(RECORD)).returncode == 2


def test_an_entrant_finds_himself_or_why_he_is_not_there(file):
    def ask(identity, with_salt):
        result = run(file(RECORD), "--identity", identity, "--salt", with_salt, "--lang", "en")
        return result.returncode, result.stdout.strip()

    number = a_frozen().identities.index("答题者 7") + 1
    there = f"You are entrant {number} of 30, with 2 chances. Your line is part of the published root."
    assert ask("答题者 7", salt(7).hex()) == (0, there)
    removed = "Your entry was removed before the freeze, with the reason “staff”."
    assert ask("答题者 902", salt(902).hex()) == (1, removed)
    assert ask("答题者 7", salt(8).hex()) == (1, "No line of this list belongs to this identity and salt.")
    assert run(file(RECORD), "--identity", "答题者 7", "--salt", "xyz").returncode == 2


def test_an_entrant_learns_that_his_line_is_not_under_the_root(file):
    bent = json.loads(json.dumps(RECORD))
    bent["entrants"]["root"] = "00" * 32
    result = run(file(bent), "--identity", "答题者 7", "--salt", salt(7).hex(), "--lang", "en")
    assert result.returncode == 1
    assert "does not lead to the published root" in result.stdout


def test_a_void_draw_is_explained(file):
    void = record(a_rule(), a_frozen(), contributions(silent="市民代表"), TIMES, software="worldday test")
    result = run(file(void), "--lang", "zh")
    assert result.returncode == 0
    assert "按规则本次抽奖作废，记录如实载明" in result.stdout
    assert "市民代表未揭示秘密：按规则本次抽奖作废" in result.stdout


def test_a_party_makes_its_commitment_with_the_same_file():
    result = run("--commit", "wsd-2023-quiz", "公证处", "--lang", "en")
    secret, made = re.findall(r"[0-9a-f]{64}", result.stdout)
    assert made == commitment("wsd-2023-quiz", "公证处", secret)
    assert run("--commit", "wsd-2023-quiz", "公证处").stdout != result.stdout


def test_what_is_typed_and_is_no_text_gets_one_sentence(file):
    odd = os.fsdecode(b"\xff")
    for words in (
        [file(RECORD), "--identity", odd, "--salt", "11" * 16],
        ["--commit", odd, "甲"],
        ["--commit", "x", ""],
    ):
        result = run(*words, "--lang", "en")
        assert (result.returncode, result.stdout) == (2, "")
        assert re.fullmatch(
            r"--(identity|commit) must be one line of text with 1 to 1000 characters\.\n", result.stderr
        )


@pytest.mark.parametrize("words", [[], ["--lang", "fr", "x"], ["a", "b"]])
def test_a_wrong_call_is_exit_2(words):
    result = run(*words)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_exit_2(tmp_path):
    result = run(str(tmp_path / "nowhere.json"), "--lang", "en")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.endswith("nowhere.json cannot be opened.\n")
    assert run(str(tmp_path)).returncode == 2


def test_the_command_of_the_program_is_the_same_code(file, capsys):
    path = file(RECORD)
    assert main([path, "--lang", "zh"]) == 0
    assert capsys.readouterr().out == run(path, "--lang", "zh").stdout


def test_worldday_verify_draw_answers_without_django(file):
    code = "import sys; sys.argv = ['worldday', 'verify-draw', sys.argv[1]]; from worldday.cli import main; code = main(); "
    code += "assert 'django' not in sys.modules; sys.exit(code)"
    assert subprocess.run([sys.executable, "-c", code, file(RECORD)], capture_output=True).returncode == 0


def test_a_console_that_cannot_show_chinese_does_not_stop_the_check(file):
    environment = {"PYTHONIOENCODING": "ascii", "PATH": ""}
    command = [sys.executable, TOOL, file(RECORD), "--lang", "zh"]
    result = subprocess.run(command, capture_output=True, env=environment)
    assert (result.returncode, result.stderr) == (0, b"")


def test_names_out_of_a_hostile_record_cannot_steer_the_terminal(file):
    rule = a_rule(title="\u202e\u200b标准")
    made = record(
        rule, freeze(people(12), rule, [Removed("x", salt(5), "staff")]), contributions(), TIMES, software="t"
    )
    said = run(file(made), "--lang", "zh").stdout
    assert "“��标准”" in said
