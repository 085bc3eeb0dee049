"""Notices of many layouts, in our own words and about invented places, with what a clerk would read out of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.factories.notice_texts import reading

from worldday.notices.reading.errors import NotANotice

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))


def brief(read: dict[str, Any]) -> dict[str, Any]:
    """A reading in the short form of the expected files."""
    short = {key: value for key, value in read.items() if key not in ("schema", "spans")}
    short["activities"] = [
        {
            "seq": activity["seq"],
            "name": activity["name"],
            "units": [[unit["name"], unit["role"]] for unit in activity["units"]],
            "open_list": activity["open_list"],
            "window": list(activity["window"].values()),
            "kind": activity["kind"],
        }
        for activity in read["activities"]
    ]
    short["warnings"] = [warning["code"] for warning in read["warnings"]]
    return short


def expected(name: str) -> dict[str, Any]:
    return json.loads((CORPUS / f"{name}.expected.json").read_text("utf8"))


@pytest.mark.parametrize("name", [name for name in NAMES if "refused" not in expected(name)])
def test_a_notice_of_the_corpus_reads_as_a_clerk_would(name):
    assert brief(reading((CORPUS / f"{name}.txt").read_text("utf8"))) == expected(name)


@pytest.mark.parametrize("name", [name for name in NAMES if "refused" in expected(name)])
def test_a_text_that_is_no_notice_is_refused(name):
    with pytest.raises(NotANotice) as refusal:
        reading((CORPUS / f"{name}.txt").read_text("utf8"))
    assert refusal.value.code == expected(name)["refused"]


def test_the_corpus_is_broad():
    assert len(NAMES) >= 28
    negatives = [name for name in NAMES if name.startswith("negative")]
    assert len(negatives) >= 7
    for name in negatives:
        wanted = expected(name)
        assert "refused" in wanted or (wanted["activities"], wanted["tasks"]) == ([], [])
