"""Whether a pattern somebody wrote could take for ever to compare with a text. Pure.

A regular expression that repeats a group is tried in every way in which the text can be cut; where the group itself repeats or chooses,
these ways double with every character, and one record would stop the site. Such patterns are refused when they are written.
"""

from __future__ import annotations

import re

_QUANTITY = re.compile(r"[*+]|\{(\d*)(,?)(\d*)\}")


def could_take_long(pattern: str) -> bool:
    """A group that repeats and holds a repetition or a choice, at any depth. The pattern must compile."""
    choosing = [False]  # for each group that is open, whether it repeats or chooses inside
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "(":
            choosing.append(False)
        elif sign == ")":
            inside, repeats = choosing.pop(), _repeats(pattern, at + 1)
            if inside and repeats:
                return True
            choosing[-1] |= inside or repeats
        elif sign == "|" or _repeats(pattern, at):
            choosing[-1] = True
        at = _after(pattern, at)
    return False


def _repeats(pattern: str, at: int) -> bool:
    """Whether a quantity of more than one stands here."""
    found = _QUANTITY.match(pattern, at)
    if found is None:
        return False
    fewest, comma, most = found.groups()
    if found[0] in "*+" or (comma and not most):
        return True
    return int(most or fewest or 0) > 1


def _after(pattern: str, at: int) -> int:
    """Where the next sign stands: an escape is one, and so is a set."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] != "[":
        return at + 1
    at += 2 if pattern.startswith("^", at + 1) else 1
    at += pattern.startswith("]", at)  # the first one stands for itself
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1
