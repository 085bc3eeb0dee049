"""`verify_draw.py RECORD` and `worldday verify-draw RECORD`: 0 it reproduces, 1 it does not, 2 it cannot be read."""

import argparse
import locale
import os
import secrets
import sys
from collections.abc import Sequence

from worldday.draws.lottery.explaining import Explanation, mine
from worldday.draws.lottery.fields import is_line
from worldday.draws.lottery.findings import LotteryError, Unreadable
from worldday.draws.lottery.loading import load
from worldday.draws.lottery.recording import DrawRecord, read_notice, read_record
from worldday.draws.lottery.sources import commitment
from worldday.draws.lottery.verifying import findings
from worldday.draws.lottery.wording import WORDS

FITS, FALSE_RECORD, NOT_A_RECORD = 0, 1, 2
LONGEST = 1000  # characters of what is typed


def main(words: Sequence[str]) -> int:
    """Run with the command line's words; every problem with the input is one sentence and exit 2."""
    parser = _arguments()
    given = parser.parse_args(words)
    if not given.record and not given.commit:
        parser.error("RECORD …")
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a letter shows a substitute and does not stop the check.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        return _run(given)
    except LotteryError as problem:
        print(problem.finding.say(given.lang), file=sys.stderr)
    except (MemoryError, RecursionError):
        print(Unreadable("too-many-parts").finding.say(given.lang), file=sys.stderr)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOT_A_RECORD


def _run(given: argparse.Namespace) -> int:
    for option, typed in [("--identity", given.identity), *(("--commit", word) for word in given.commit or ())]:
        if typed is not None and not is_line(typed, LONGEST):  # a terminal may hand over bytes that are no text
            raise Unreadable("need-text", where=option, longest=LONGEST)
    if given.commit:
        draw_name, party = given.commit
        secret = secrets.token_hex(32)
        return _print(given, "secret", secret=secret, commitment=commitment(draw_name, party, secret))
    record = read_record(load(given.record))
    if given.identity is not None:
        return _mine(given, record)
    announced = read_notice(load(given.announced)) if given.announced else None
    wrong = findings(record, announced)
    for line in Explanation(record, wrong, given.lang, compared=announced is not None).lines():
        print(line)
    sys.stdout.flush()
    return FALSE_RECORD if wrong else FITS


def _mine(given: argparse.Namespace, record: DrawRecord) -> int:
    try:
        salt = bytes.fromhex(given.salt)
    except ValueError:
        salt = b""
    code, values = mine(record.frozen, record.stated.root, given.identity, salt)
    return _print(given, code, **values) if code == "mine-in" else _print(given, code, **values) + FALSE_RECORD


def _print(given: argparse.Namespace, code: str, **values: object) -> int:
    print(WORDS[code][given.lang == "zh"].format(**values))
    return FITS


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify-draw", description="Repeat a published draw from its record. 用公开的记录重新计算抽奖结果。"
    )
    parser.add_argument("record", nargs="?", metavar="RECORD", help="the record (JSON) 抽奖记录")
    parser.add_argument("--announced", metavar="NOTICE", help="the notice published at the freeze 名单冻结时的公告")
    parser.add_argument("--identity", help="look up one entrant, with --salt 查找某一参与者（配合 --salt）")
    parser.add_argument("--salt", default="", help="the salt on the entrant's receipt 参与回执上的盐值")
    parser.add_argument(
        "--commit", nargs=2, metavar=("DRAW", "PARTY"), help="make a secret and its commitment 生成秘密与承诺"
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=_language(), help="language 语言")
    return parser


def _language() -> str:
    """English where the system speaks it, Chinese everywhere else."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if spoken.lower().startswith("en") else "zh"
