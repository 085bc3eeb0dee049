"""总报告: every edition that was made, as Word, PDF and web page, with the sources of its figures."""

from __future__ import annotations

from collections.abc import Iterator

from worldday.campaigns.models import Campaign
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.naming import segment
from worldday.reports.archiving.written import as_json, name_of, said, unit_said
from worldday.reports.compiling import shelf
from worldday.reports.models import Compilation


def editions(campaign: Campaign) -> Iterator[Member]:
    for compilation in Compilation.objects.filter(campaign=campaign).select_related("issuer").order_by("pk"):
        folder = f"reports/{segment(compilation.issuer.name, otherwise='unit')}-{compilation.issuer.code}"
        yield from _files(compilation, folder)
        facts = said(compilation, "code", "title", "language") | {"issuer": unit_said(compilation.issuer)}
        sources = [said(one, "token", "key", "note", "link") for one in compilation.sources.order_by("pk")]
        made = compilation.editions.select_related("made_by").order_by("number")
        facts["editions"] = [
            said(one, "code", "number", "figures", "made_at") | {"made_by": name_of(one.made_by)} for one in made
        ]
        yield Member(f"{folder}/report.json", as_json(facts | {"sources": sources}))


def _files(compilation: Compilation, folder: str) -> Iterator[Member]:
    for edition in compilation.editions.order_by("number"):
        for kind in shelf.KINDS:
            if (kept := edition.files.get(kind)) and (path := shelf.path_of(kept)).exists():
                yield Member(f"{folder}/edition-{edition.number}.{kind}", path.open("rb"))
