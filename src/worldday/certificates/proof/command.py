"""The command line: reads the files, says what was found."""

import argparse
import locale
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path

from worldday.certificates.proof.checking import Verdict, check
from worldday.certificates.proof.keyring import PublicKey, read_keys, single_key
from worldday.certificates.proof.numbers import typed_number
from worldday.certificates.proof.payload import Payload
from worldday.certificates.proof.speaking import name_of, said_as
from worldday.certificates.proof.takenback import read_list

GENUINE, NOT_GENUINE, CANNOT = 0, 1, 2
NUMBER_ALONE = "a number alone proves nothing; give the text of the QR code, with the digits after #. 只有编号不能离线查验，请提供二维码的全部内容。"


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 genuine, 1 not to be relied on, 2 a file cannot be read."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # whoever's console has no Chinese reads the rest
    asked = _parser().parse_args(list(arguments))
    language = asked.lang or _own_language()
    try:
        today = _day(asked.on) if asked.on else datetime.now().astimezone().date()
        text = _text_of(asked.text)
        keys = _keys(asked.keys, asked.key)
        taken_back = read_list(_read(asked.status), keys) if asked.status else None
        printed = dict(_pair(one) for one in asked.printed)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"Cannot be checked 无法查验: {error}\n")
        return CANNOT
    verdict = check(text, keys, today=today, taken_back=taken_back, printed=printed)
    lines = _lines(verdict, language) + _age(verdict, keys, language)
    lines += ["  " + said_as("as-of", language, on=today.isoformat())] if asked.on else []
    sys.stdout.write("\n".join(lines) + "\n")
    return GENUINE if verdict.good else NOT_GENUINE


def _lines(verdict: Verdict, language: str) -> list[str]:
    findings = ["  " + said_as(code, language, **facts) for code, facts in verdict.findings]
    if verdict.payload is None:
        return [said_as("not-good", language), *findings]
    said = [f"    {name_of(field, language)}: {text}" for field, text in _fields(verdict.payload)]
    if verdict.good:
        return [said_as("genuine", language), *said, *findings, "  " + said_as("compare", language)]
    return [said_as("not-good", language), *findings, said_as("says", language), *said]


def _age(verdict: Verdict, keys: dict[str, PublicKey], language: str) -> list[str]:
    """What a good answer rests on: keys as they stood on a day."""
    taken = next((key.taken for key in keys.values()), "") if verdict.good else ""
    return ["  " + said_as("keys-of", language, on=taken[:10])] if taken else []


def _fields(payload: Payload) -> list[tuple[str, str]]:
    days = [("issued", payload.issued), ("until", payload.expires)]
    return [("number", payload.number), *payload.fields, *((field, day) for field, day in days if day)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="verify_certificate.py", description="Check a certificate 查验证明")
    parser.add_argument(
        "text", help="text of the QR code, a file with it, or - for standard input 二维码内容、文件或 -"
    )
    parser.add_argument("--keys", help="the published keys 公开密钥文件 (keys.json)")
    parser.add_argument("--key", help="or one public key, 64 hexadecimal digits 或一个公钥")
    parser.add_argument("--status", help="the list of what was revoked 撤销名单 (<list>.jwt)")
    parser.add_argument(
        "--printed",
        action="append",
        default=[],
        metavar="FIELD=TEXT",
        help="what the paper says 纸面内容, e.g. name=张三",
    )
    parser.add_argument("--on", metavar="DAY", help="whether it counted on that day 按这一天判断, e.g. 2020-10-14")
    parser.add_argument("--lang", choices=("zh", "en"))
    return parser


def _text_of(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if "#" in given or given.isdecimal():
        return given
    try:
        return _read(given)
    except OSError:
        if typed_number(given):
            raise ValueError(NUMBER_ALONE) from None
        raise


def _read(path: str) -> str:
    return Path(path).read_text("utf-8-sig")  # some editors begin a file with a mark


def _keys(path: str | None, public: str | None) -> dict[str, PublicKey]:
    if path:
        return read_keys(_read(path))
    if public:
        return single_key(public)
    raise ValueError("Which key? Give --keys keys.json or --key. 请用 --keys 或 --key 提供公钥。")


def _pair(text: str) -> tuple[str, str]:
    field, found, value = text.partition("=")
    if not found:
        raise ValueError(f"--printed {text!r}: FIELD=TEXT, such as 例如 name=张三")
    return field, value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"--on {text!r}: a day such as 例如 2020-10-14") from None


def _own_language() -> str:
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if told.lower().startswith(("zh", "chinese")) else "en"
