"""The archive of a draw as one package: rules, record, redemption log, checksums, and the program that checks them.

规范促销行为暂行规定 art. 19: rules, publicity, redemption and winners are kept for two years. No delivery data is in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

from django.utils.timezone import localtime

from worldday.base.canonical import canonical
from worldday.base.csvfile import MARK, csv_bytes

from . import queries
from .lottery.onefile import one_file
from .models import Draw, DrawState, PrizePlan
from .offer import now

COLUMNS = (
    "tier",
    "place",
    "turn",
    "entrant",
    "state",
    "offered_at",
    "claim_by",
    "claimed_at",
    "settled_at",
    "shown_as",
)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same data always gives the same bytes


def package(plan: PrizePlan) -> bytes:
    """The zip file. Before the draw it holds what there is by then."""
    files = dict(sorted(_files(plan).items()))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {**files, "SHA256SUMS": sums.encode()}.items():
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _files(plan: PrizePlan) -> dict[str, bytes]:
    draw = queries.draw_of(plan)
    files = {f"rules-{one.number}.json": canonical(one.content) for one in plan.versions.order_by("number")}
    files["versions.csv"] = _csv(
        ("number", "digest", "published_at", "reason"),
        [(one.number, one.digest, _at(one.published_at), one.reason) for one in plan.versions.order_by("number")],
    )
    files |= {"verify_draw.py": one_file().encode(), "README.txt": _readme(plan, draw).encode()}
    return files | (_of_draw(draw) if draw else {})


def _of_draw(draw: Draw) -> dict[str, bytes]:
    files = {"rule.json": canonical(draw.rule), "redemption.csv": _redemption(draw)}
    if draw.notice:
        files["notice.json"] = _json(draw.notice)
    if draw.state in (DrawState.DRAWN, DrawState.VOID):
        files["record.json"] = _json(queries.public_record(draw))
    return files


def _redemption(draw: Draw) -> bytes:
    return _csv(
        COLUMNS,
        [
            (prize.tier.name, prize.number, prize.turn, prize.entrant.position, prize.state, _at(prize.offered_at),
             _at(prize.claim_by), _at(prize.claimed_at), _at(prize.settled_at), prize.shown_as)
            for prize in queries.prizes_of(draw)
        ],
    )  # fmt: skip


def _csv(headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> bytes:
    return MARK + csv_bytes([headings, *rows])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _at(moment: Any) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""


def _readme(plan: PrizePlan, draw: Draw | None) -> str:
    start = (draw and draw.drawn_at) or plan.published_at or now()
    until = localtime(start + timedelta(days=2 * 365 + 1)).date().isoformat()
    return (
        f"{plan.activity.name}\n\n"
        f"抽奖档案，依《规范促销行为暂行规定》第十九条至少保存至 {until}。不含领奖人姓名、电话、地址。\n"
        f"复核：python3 verify_draw.py record.json --announced notice.json\n校验：sha256sum -c SHA256SUMS\n\n"
        f"Archive of a draw, to be kept until {until} at least (SAMR order 32 art. 19). It holds no delivery data.\n"
        f"Check it: python3 verify_draw.py record.json --announced notice.json; sha256sum -c SHA256SUMS\n"
    )
