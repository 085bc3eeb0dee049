"""Questions as people might write them, awkward characters and all."""

from datetime import date

from hypothesis import strategies as st

from worldday.quizzes.exchange.item import KEYS, Item, option, options_from

ALPHABET = "标准认可一二三甲乙abcXYZ019 ，。？《》“”=~#{}:\\|%/[]->$&<'\"+@;、＝"
texts = st.text(ALPHABET, min_size=1, max_size=24).map(str.strip).filter(bool)
words = st.text("标准认可计量甲乙丙abc19", min_size=1, max_size=8)
several = st.lists(texts, min_size=2, max_size=6, unique_by=lambda text: text.strip("=＝ "))
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31))


@st.composite
def items(draw) -> Item:
    item = draw(st.sampled_from([single, multiple, truth, fill_in, ordering, matching]))(draw)
    item.code = draw(st.sampled_from(["", "std-01", "k7m2q9xd"]))
    item.stem = "题干" + draw(texts)
    item.explanation, item.basis = "解析" + draw(texts), draw(words)
    item.basis_article, item.basis_version = f"第{draw(words)}条", draw(words)
    item.difficulty, item.topics = draw(st.sampled_from([1, 2, 3])), draw(st.lists(words, max_size=3, unique=True))
    item.valid_from = draw(days)
    return item


def single(draw) -> Item:
    options = options_from(draw(several))
    return Item(sort="single", options=options, answer=[draw(st.sampled_from(options))["key"]])


def multiple(draw) -> Item:
    options = options_from(draw(several))
    right = draw(st.lists(st.sampled_from(KEYS[: len(options)]), min_size=1, unique=True))
    return Item(sort="multiple", options=options, answer=sorted(right))


def truth(draw) -> Item:
    return Item(sort="true-false", answer=[draw(st.booleans())])


def fill_in(draw) -> Item:
    return Item(
        sort="fill-in",
        answer=draw(st.lists(st.lists(words, min_size=1, max_size=3, unique=True), min_size=1, max_size=3)),
    )


def ordering(draw) -> Item:
    options = options_from(draw(several))
    return Item(sort="ordering", options=options, answer=list(draw(st.permutations([each["key"] for each in options]))))


def matching(draw) -> Item:
    """A right item belongs to each left one; extra right ones stand last, as the formats list them."""
    rights = draw(several)
    count = draw(st.integers(2, len(rights)))
    lefts = draw(
        st.lists(
            texts.filter(lambda text: not text.startswith("=") and " = " not in text),
            min_size=count,
            max_size=count,
            unique=True,
        )
    )
    left = [option(str(place), text) for place, text in enumerate(lefts, 1)]
    return Item(
        sort="matching",
        options={"left": left, "right": options_from(rights)},
        answer=[[str(place), KEYS[place - 1]] for place in range(1, count + 1)],
    )
