"""The translations: `src/worldday/locale/zh_Hans/LC_MESSAGES/django.po`, English msgids in the code.

    python tools/po.py                 what is missing, unused or fuzzy; exit 1 if anything is
    python tools/po.py add < pairs     add or change translations: `msgid<TAB>msgstr` a line, \\n for a line break;
                                       plural: `one<TAB>many<TAB>msgstr`; context: `context|msgid` with --context
    python tools/po.py prune           drop what the code no longer says
    python tools/po.py compile         write django.mo (no gettext needs to be installed)

It finds msgids as xgettext would, with Babel's Python extractor and Django's own reading of templates.
"""

import fcntl
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

SRC = Path(__file__).resolve().parent.parent / "src" / "worldday"
PO = SRC / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# calls that mark a string, and which argument is what (Babel's notation)
CALLS = {
    "_": None,
    "_now": None,  # gettext where a sentence is made at once, beside the lazy _
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str | None, str, str | None]  # context, msgid, plural


def main(words: list[str]) -> int:
    if words == ["compile"]:
        write_mo(load())
        return 0
    with (PO.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if words[:1] == ["add"]:
            return add(sys.stdin.read().splitlines(), with_context="--context" in words)
        if words == ["prune"]:
            return prune()
    return report()


def load() -> polib.POFile:
    return polib.pofile(str(PO), wrapwidth=0)


def save(po: polib.POFile) -> None:
    po.sort(key=lambda entry: (entry.msgid.lower(), entry.msgid, entry.msgctxt or ""))
    po.save(str(PO))
    write_mo(po)


def write_mo(po: polib.POFile) -> None:
    po.save_as_mofile(str(PO.with_suffix(".mo")))


def add(lines: list[str], *, with_context: bool) -> int:
    po = load()
    known = {(entry.msgctxt, entry.msgid): entry for entry in po}
    for line in filter(str.strip, lines):
        *sources, target = (part.replace("\\n", "\n") for part in line.split("\t"))
        context, msgid = sources[0].split("|", 1) if with_context else (None, sources[0])
        entry = known.get((context, msgid))
        if entry is None:
            known[context, msgid] = entry = polib.POEntry(msgid=msgid, msgctxt=context)
            po.append(entry)
        if len(sources) > 1:
            entry.msgid_plural, entry.msgstr_plural = sources[1], {0: target}
        else:
            entry.msgstr = target
    save(po)
    return 0


def prune() -> int:
    po, said = load(), {(context, msgid) for context, msgid, _plural in messages()}
    for entry in [entry for entry in po if (entry.msgctxt, entry.msgid) not in said]:
        po.remove(entry)
    save(po)
    return 0


def report() -> int:
    lacking = missing()
    for (context, msgid, plural), place in lacking.items():
        shown = msgid.replace("\n", "\\n")
        print(f"{place}\t{f'{context}|' if context else ''}{shown}{f'{chr(9)}{plural}' if plural else ''}")
    print(f"{len(lacking)} strings without a Chinese translation")
    return 1 if lacking else 0


def missing() -> dict[Key, str]:
    """Msgids of the code that have no translation, with the place that says them."""
    done = {(entry.msgctxt, entry.msgid) for entry in load() if entry.translated()}
    return {key: place for key, place in messages().items() if key[:2] not in done}


def messages() -> dict[Key, str]:
    found: dict[Key, str] = {}
    for path in sorted(SRC.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
            for line, key in _of(path):
                found.setdefault(key, f"{path.relative_to(SRC)}:{line}")
    return found


def _of(path: Path) -> Iterator[tuple[int, Key]]:
    from babel.messages.extract import extract  # a development tool; compile must do without it

    source = path.read_text("utf8")
    if path.suffix != ".py":
        source = _template(source)
    for line, said, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=CALLS):
        one, many = said if isinstance(said, tuple) else (said, None)
        if one:
            yield line, (context, one, many)


def _template(source: str) -> str:
    from django.conf import settings  # templates are Django's to read

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize  # needs settings

    return templatize(source)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
