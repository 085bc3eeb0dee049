"""In which order sections stand once some were moved by hand. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def merged(old: Sequence[str], placed: Collection[str], new: Sequence[str]) -> list[str]:
    """Keys in order: `new` as generated, and every key of `placed` (moved or added by a person) behind the one it stood
    behind in `old`, or at the beginning."""
    kept = set(new) | set(placed)
    found = [key for key in new if key not in placed]
    for at, key in enumerate(old):
        if key in placed:
            before = next((one for one in reversed(old[:at]) if one in kept and one in found), None)
            found.insert(found.index(before) + 1 if before is not None else 0, key)
    found += [key for key in new if key not in found]
    return found


def shifted(keys: Sequence[str], groups: Sequence[int], key: str, step: int) -> list[str]:
    """`key` one place up (−1) or down (+1); a section of level 1 takes what stands below it along. `groups`: each key's level,
    annexes being 0. A section at the end of its sort stays."""
    blocks = _blocks(keys, groups, groups[keys.index(key)])
    mine = next(n for n, block in enumerate(blocks) if block[0] == key)
    other = mine + step
    if not 0 <= other < len(blocks) or not _may_swap(blocks[mine], blocks[other], keys, groups):
        return list(keys)
    blocks[mine], blocks[other] = blocks[other], blocks[mine]
    return [one for block in blocks for one in block]


def _blocks(keys: Sequence[str], groups: Sequence[int], level: int) -> list[list[str]]:
    """Neighbours that move together: for a section of level 1 it and its level 2; else each key alone."""
    found: list[list[str]] = []
    for key, group in zip(keys, groups, strict=True):
        if level == 1 and group == 2 and found:
            found[-1].append(key)
        else:
            found.append([key])
    return found


def _may_swap(one: list[str], other: list[str], keys: Sequence[str], groups: Sequence[int]) -> bool:
    return groups[keys.index(one[0])] == groups[keys.index(other[0])]
