"""A second implementation of docs/draw-method.md, written from that document alone, as plainly as it can be said.

It shares no code with the reference; where both agree the document is enough.
"""

import hashlib
import json


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def number(n: int, width: int) -> bytes:
    return n.to_bytes(width, "big")


def framed(label: str, *parts: bytes) -> bytes:
    data = b""
    for part in [b"worldday.draw/1 " + label.encode(), *parts]:
        data += number(len(part), 4) + part
    return sha(data)


def rule_hash(rule: dict) -> bytes:
    return sha(json.dumps(rule, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def leaf(row: str) -> bytes:
    return sha(b"\x00" + row.encode())


def root(rows: list[str]) -> bytes:
    if not rows:
        return sha(b"")
    if len(rows) == 1:
        return leaf(rows[0])
    split = 1
    while split * 2 < len(rows):
        split *= 2
    return sha(b"\x01" + root(rows[:split]) + root(rows[split:]))


def path(rows: list[str], index: int) -> list[bytes]:
    if len(rows) == 1:
        return []
    split = 1
    while split * 2 < len(rows):
        split *= 2
    if index < split:
        return [*path(rows[:split], index), root(rows[split:])]
    return [*path(rows[split:], index - split), root(rows[:split])]


def seed(record: dict) -> bytes:
    rule, rows, removed = record["rule"], record["entrants"]["rows"], record["removed"]["rows"]
    parts = [rule_hash(rule), root(rows), number(len(rows), 8), root(removed), number(len(removed), 8)]
    for source in rule["sources"]:
        came = next(one for one in record["contributions"] if one["source"] == source["name"])
        value = {
            "beacon": lambda given: bytes.fromhex(given["randomness"]),
            "party": lambda given: bytes.fromhex(given["secret"] or ""),
            "number": lambda given: given["number"].encode(),
        }[source["kind"]](came)
        parts += [source["name"].encode(), source["kind"].encode(), value]
    return framed("seed", *parts)


def tiers(record: dict) -> list[dict]:
    rule, rows, the_seed = record["rule"], record["entrants"]["rows"], seed(record)
    orders = []
    for at, tier in enumerate(rule["tiers"], start=1):
        scored = []
        for n, row in enumerate(rows, start=1):
            _tag, chances, *groups = row.split(" ")
            if tier["groups"] and not set(tier["groups"]) & set(",".join(groups).split(",")):
                continue
            tries = range(1, int(chances) + 1)
            scored.append((min(sha(the_seed + number(at, 4) + leaf(row) + number(c, 4)) for c in tries), leaf(row), n))
        orders.append([n for _score, _leaf, n in sorted(scored)])
    won, result = [], []
    for tier, order in zip(rule["tiers"], orders, strict=True):
        winners = [n for n in order if won.count(n) < rule["cap"]][: tier["quantity"]]
        won += winners
        result.append({"winners": winners, "alternates": []})
    used = set(won)
    for tier, order, drawn in zip(rule["tiers"], orders, result, strict=True):
        drawn["alternates"] = [n for n in order if n not in used][: tier["alternates"]]
        used |= set(drawn["alternates"])
    return result


def holders(record: dict) -> list[list[int]]:
    drawn = tiers(record)
    places, waiting = [list(t["winners"]) for t in drawn], [list(t["alternates"]) for t in drawn]
    for line in record["forfeits"]:
        at = line["tier"] - 1
        places[at][places[at].index(line["entrant"])] = waiting[at].pop(0) if waiting[at] else 0
    return places
