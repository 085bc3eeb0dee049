"""Between a question in the bank and the same question on its way (`exchange.Item`)."""

from __future__ import annotations

from typing import Any

from .exchange import Item
from .exchange.item import columns
from .models import Question

ASKED = ("sort", "stem", "stem_en", "options", "answer", "explanation", "explanation_en")
HOLDS = ("basis", "basis_article", "basis_version", "valid_from", "valid_until")
CONTENT = (*ASKED, *HOLDS)  # what a reviewer has looked at; whoever changes it undoes the review
FIELDS = (*CONTENT, "difficulty", "topics")


def item_of(question: Question) -> Item:
    """The question as it travels."""
    return Item(code=question.code, **{name: getattr(question, name) for name in FIELDS})


def values_of(item: Item) -> dict[str, Any]:
    """The question's fields as an item says them."""
    return {name: getattr(item, name) for name in FIELDS}


def keys_of(options: Any) -> set[str]:
    """Of every option, left and right."""
    return {each["key"] for column in columns(options) for each in column}
