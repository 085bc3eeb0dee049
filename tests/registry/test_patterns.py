"""Patterns that could stop the site are refused, and those that offices write are not."""

import re

import pytest

from worldday.registry.patterns import could_take_long
from worldday.registry.ready import STANDARD
from worldday.registry.schema import Entry, Schema


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "((a+))+", "(a|a)*", "(?:a|aa)+$", "(a*){2,}", "((ab?)*c)*", r"(\w+\s?)*", "(x{1,9}){1,9}", "([a-z]+-)*"],
)
def test_a_group_that_repeats_what_repeats_or_chooses_is_refused(pattern):
    re.compile(pattern)
    assert could_take_long(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            STANDARD,
            "",
            r"\d{12}",
            r"20\d\d-\d+",
            r"(?:ab){2}",
            "(a|b)c+",
            "(a+)?b",
            "(?P<year>[0-9]{4})[-/]x*",
            "[(+*]+",
        ),
        *(r"\(a+\)+", "[]+)]+(b)", "[^]a]*", "(a){1}(b+){1}", "(ab)+"),
    ],
)
def test_what_offices_write_is_taken(pattern):
    re.compile(pattern)
    assert not could_take_long(pattern)


@pytest.mark.parametrize("dash", "-—–－‐‑―−─")
def test_a_number_is_taken_with_whichever_dash_it_was_written(dash):
    schema = Schema("标准编号", re.compile(STANDARD), True, "标准名称", (), {})
    assert schema.faults(Entry("规范", f"GB/T 1.1{dash}2020")) == []
    assert schema.faults(Entry("规范", f"GB/T 1.1{dash}20")) != []
