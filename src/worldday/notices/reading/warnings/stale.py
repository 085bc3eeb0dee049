"""A sentence left over from an earlier year's notice: it speaks of that year's theme."""

from collections.abc import Iterator

from worldday.notices.reading.model import Doubt, Notice
from worldday.notices.reading.text import bare

from .observances import THEMES, Past


def stale_themes(notice: Notice) -> Iterator[Doubt]:
    """Key words of an earlier theme in a body whose own theme and workplan do not speak of them."""
    year, observance = notice.source.calendar.year, notice.observance
    if year is None or observance is None:
        return
    name = bare(observance.name.value)
    own = bare("".join(theme.text.value + (theme.english.value if theme.english else "") for theme in notice.themes))
    planned = bare("".join(a.name.value + (a.content.value if a.content else "") for a in notice.activities))
    for title, past in THEMES.items():
        if bare(title) in name:
            yield from _leftovers(notice, title, [p for p in past if p.year < year], own + planned)


def _leftovers(notice: Notice, title: str, past: list[Past], own: str) -> Iterator[Doubt]:
    text = notice.source.text
    for theme in past:
        for words in theme.words:
            spot = text.find(words, notice.body)
            if spot >= 0 and bare(words) not in own:
                params: dict[str, object] = {
                    "words": words,
                    "year": str(theme.year),
                    "observance": title,
                    "theme": theme.theme,
                }
                yield Doubt("stale_theme", spot, spot + len(words), params)
                break
