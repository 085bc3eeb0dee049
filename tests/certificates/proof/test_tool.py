"""The file strangers download: made from our modules, alone in the world, and right about every kind of certificate."""

import ast
import json
import re
import subprocess
import sys
from base64 import urlsafe_b64encode
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.certificates.proof.vectors import KEY, KEY_CODE, PAYLOAD, SEED, TEXT

from worldday.certificates.badges.encoding import bitstring
from worldday.certificates.badges.securing import as_jwt
from worldday.certificates.proof.checking import check
from worldday.certificates.proof.command import main
from worldday.certificates.proof.keyring import read_keys, single_key
from worldday.certificates.proof.onefile import HERE, one_file
from worldday.certificates.proof.takenback import NotAList, read_list

ROOT = Path(__file__).resolve().parents[3]
TOOL = ROOT / "tools" / "verify_certificate.py"
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SEED))
X = urlsafe_b64encode(bytes.fromhex(KEY)).rstrip(b"=").decode()
IN_FORCE = date(2023, 10, 13)
LIST = "https://wsd.example/certificates/issuers/aaaa/status/k7m2q9xd.jwt"


def key_set(**more) -> str:
    entry = {"kty": "OKP", "crv": "Ed25519", "kid": KEY_CODE, "x": X} | more
    return json.dumps({"keys": [entry]})


def status_list(places=(), *, code="k7m2q9xd", **more) -> str:
    place = LIST.replace("k7m2q9xd", code)
    subject = {"id": f"{place}#list", "type": "BitstringStatusList", "statusPurpose": "revocation"}
    claims = {
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": subject | {"encodedList": bitstring(places, 262144)},
    }
    return as_jwt(claims | more, method=f"did:web:wsd.example#{KEY_CODE}", sign=SIGNER.sign)


def said(text=TEXT, *, keys=None, today=IN_FORCE, taken_back=None, **printed) -> list[str]:
    keys = read_keys(keys or key_set())
    found = read_list(taken_back, keys) if taken_back else None
    return [code for code, _ in check(text, keys, today=today, taken_back=found, printed=printed).findings]


def test_the_one_file_is_made_from_the_modules_as_they_are():
    """If this fails: python -m worldday.certificates.proof.onefile > tools/verify_certificate.py"""
    assert TOOL.read_text("utf8") == one_file()


def test_the_one_file_needs_nothing_but_the_standard_library_of_python_3_10():
    tree = ast.parse(one_file(), feature_version=(3, 10))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert not any("urllib" in name or "socket" in name or "http" in name for name in names)


def test_the_one_file_holds_every_module():
    parts = {path.stem for path in HERE.glob("*.py")} - {"__init__", "onefile"}
    assert set(re.findall(r"^# ---- (\w+): ", one_file(), re.MULTILINE)) == parts


def test_a_genuine_one_is_genuine_until_its_last_day():
    assert said() == ["signed", "not-asked"]
    assert said(today=date(2023, 10, 14)) == ["signed", "expired", "not-asked"]


@given(st.data())
def test_any_digit_changed_is_noticed(data):
    at = data.draw(st.integers(TEXT.index("#") + 1, len(TEXT) - 1))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != TEXT[at]]))
    verdict = check(TEXT[:at] + digit + TEXT[at + 1 :], single_key(KEY), today=IN_FORCE)
    assert not verdict.good


def test_another_number_in_the_address_is_noticed():
    assert said(TEXT.replace("581604-81", "581604-82")) == ["signed", "number", "not-asked"]


def test_keys_unknown_or_compromised_prove_nothing():
    other = single_key("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    assert [code for code, _ in check(TEXT, other, today=IN_FORCE).findings] == ["unknown-key"]
    ended = {"worldday:state": "compromised", "worldday:ended": "2021-02-03T00:00:00+08:00"}
    assert said(keys=key_set(**ended)) == ["compromised"]
    assert said(keys=key_set(**ended | {"worldday:state": "retired"})) == ["signed", "not-asked"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"keys": [{}]}', key_set(kid="0" * 16), key_set(crv="X25519"), key_set(x="AAAA")]
)
def test_a_file_that_is_no_key_set_or_names_a_key_falsely_is_refused(text):
    with pytest.raises(ValueError):
        read_keys(text)


def test_a_downloaded_list_tells_what_was_revoked():
    _list, place = PAYLOAD.status
    fresh = {"validFrom": "2023-10-12T16:00:00Z"}  # of the day before: a list is good for a day
    assert said(taken_back=status_list(**fresh)) == ["signed", "in-force"]
    assert said(taken_back=status_list([place])) == ["signed", "taken-back"]
    assert said(taken_back=status_list([place - 1, place + 1], **fresh)) == ["signed", "in-force"]
    assert said(taken_back=status_list([place], code="othercod")) == ["signed", "other-list"]


def test_an_old_list_says_that_it_is_old_and_does_not_condemn():
    old = status_list(validFrom="2023-10-11T15:59:59Z")
    assert said(taken_back=old) == ["signed", "in-force", "old-list"]
    assert check(TEXT, single_key(KEY), today=IN_FORCE, taken_back=read_list(old, read_keys(key_set()))).good
    for made in ("", "yesterday", "2023-13-01T00:00:00Z"):
        with pytest.raises(NotAList):
            read_list(status_list(validFrom=made), read_keys(key_set()))


def test_every_finding_is_said_in_both_languages():
    from worldday.certificates.proof.speaking import NAMES, SAYINGS

    for english, chinese in (*SAYINGS.values(), *NAMES.values()):
        assert english.isascii() or set(filter(lambda sign: not sign.isascii(), english)) <= set("“”")
        assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese))


def test_a_forged_or_foreign_list_is_refused():
    keys, true = read_keys(key_set()), status_list()
    head, body, _signature = true.split(".")
    emptied = status_list([1]).split(".")[1]
    compromised = read_keys(key_set(**{"worldday:state": "compromised"}))
    for text, known in (
        ("", keys),
        ("a.b.c", keys),
        (f"{head}.{emptied}.{_signature}", keys),
        (true, {}),
        (true, compromised),
        (status_list(credentialSubject={"id": LIST, "type": "BitstringStatusList", "statusPurpose": "message"}), keys),
        (status_list(credentialSubject={}), keys),
        (f"{head}.{body}.AAAA", keys),
        (f"W10.{body}.{_signature}", keys),  # a list where the header should be
    ):
        with pytest.raises(NotAList):
            read_list(text, known)


def test_what_the_paper_says_is_compared():
    assert said(name="张三", 学时="12", number="2020-000123-581604-81") == ["signed", "not-asked"]
    assert said(name="李四") == ["signed", "not-asked", "differs"]
    assert said(name="") == said(until="") == ["signed", "not-asked", "differs"]
    assert said(奖金="1000") == ["signed", "not-asked", "differs"]


@pytest.mark.parametrize("until", ["2023-10-13", "2023年10月13日", "2023 年 10 月 13 日", "二〇二三年十月十三日"])
def test_a_day_is_compared_however_it_stands_on_the_paper(until):
    assert said(until=until, issued="二〇二〇年十月十四日") == ["signed", "not-asked"]
    assert said(until=until, issued="二〇二〇年十月十五日") == ["signed", "not-asked", "differs"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "code.txt").write_text(TEXT + "\n", "utf8")
    (tmp_path / "keys.json").write_text(key_set(), "utf8")
    (tmp_path / "k7m2q9xd.jwt").write_text(status_list([131071]), "utf8")
    return tmp_path


def run(folder, *words, given="", options=("-I",), **env):
    line, env = [sys.executable, *options, str(TOOL), *words], {"LANG": "zh_CN.UTF-8"} | env
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, input=given, env=env)


def test_a_stranger_runs_the_file_alone(folder):
    """The vector's last day is past: it was genuine, the file says so and why it does not count."""
    for words, piped in ((["code.txt"], ""), (["-"], TEXT), ([TEXT], "")):
        done = run(folder, *words, "--keys", "keys.json", given=piped)
        assert (done.returncode, done.stderr) == (1, "")
        assert "已过期：有效期至 2023-10-13。" in done.stdout
        assert "姓名: 张三" in done.stdout


def test_the_command_says_each_thing_in_both_languages(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    endless = to_text_without_end()
    assert main([endless, "--keys", "keys.json", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("真实。")
    assert main([endless, "--key", KEY, "--lang", "en", "--printed", "name=李四"]) == 1
    assert "“name” reads “李四”; what was signed is “张三”" in capsys.readouterr().out
    assert main([endless, "--keys", "keys.json", "--status", "k7m2q9xd.jwt", "--lang", "en"]) == 1
    assert "It was revoked or replaced" in capsys.readouterr().out
    assert main(["12345", "--key", KEY, "--lang", "en"]) == 1
    assert capsys.readouterr().out.startswith("DO NOT RELY ON IT.")


def to_text_without_end() -> str:
    from dataclasses import replace

    from worldday.certificates.proof.payload import digits_of, to_sign, unsigned

    head = unsigned(replace(PAYLOAD, expires=""), KEY_CODE)
    return f"https://wsd.example/certificates/{PAYLOAD.number}/#{digits_of(head, SIGNER.sign(to_sign(head)))}"


@pytest.mark.parametrize(
    "words",
    [
        ["missing.txt", "--keys", "keys.json"],
        ["code.txt"],
        ["code.txt", "--key", "zz"],
        ["code.txt", "--keys", "code.txt"],
        ["code.txt", "--keys", "keys.json", "--status", "keys.json"],
        ["code.txt", "--keys", "keys.json", "--printed", "x"],
        ["code.txt", "--keys", "keys.json", "--on", "today"],
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_line(folder, words):
    done = run(folder, *words)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_good_answer_says_of_which_day_its_keys_are(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    endless, taken = to_text_without_end(), {"worldday:taken": "2021-05-03"}
    Path("keys.json").write_text(json.dumps(json.loads(key_set()) | taken))
    assert main([endless, "--keys", "keys.json", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.endswith("密钥文件取自 2021-05-03，此后公告泄露的密钥不在其中。\n")
    assert main([endless, "--keys", "keys.json", "--lang", "en", "--printed", "name=李四"]) == 1
    assert "2021-05-03" not in capsys.readouterr().out


def test_a_console_without_chinese_still_reads_the_verdict(folder):
    for words in (["code.txt", "--keys", "keys.json", "--lang", "en"], ["--help"]):
        done = run(folder, *words, options=(), PYTHONIOENCODING="ascii:strict")
        assert "Traceback" not in done.stderr
        assert "DO NOT RELY ON IT." in done.stdout or words == ["--help"]


def test_a_file_that_an_editor_began_with_a_mark_is_read(folder):
    for name in ("code.txt", "keys.json"):
        (folder / name).write_text((folder / name).read_text("utf8"), "utf-8-sig")
    digits = TEXT.partition("#")[2]
    (folder / "digits.txt").write_text(digits, "utf-8-sig")
    for name in ("code.txt", "digits.txt"):
        assert "姓名: 张三" in run(folder, name, "--keys", "keys.json").stdout


@pytest.mark.parametrize("given", [PAYLOAD.number, TEXT.partition("#")[0]])
def test_whoever_gives_a_number_alone_is_told_what_is_needed(folder, given):
    done = run(folder, given, "--keys", "keys.json")
    assert done.returncode == 2
    assert "只有编号不能离线查验" in done.stderr
    (folder / PAYLOAD.number).write_text(TEXT, "utf8")  # a file may be called by it
    assert "姓名: 张三" in run(folder, PAYLOAD.number, "--keys", "keys.json").stdout


def test_whoever_asks_about_a_day_is_answered_for_that_day(folder):
    then, later = (run(folder, "code.txt", "--keys", "keys.json", "--on", f"2023-10-{day}") for day in (13, 14))
    assert (then.returncode, later.returncode) == (0, 1)
    assert then.stdout.endswith("按要求，以 2023-10-13 这一天判断。\n")
