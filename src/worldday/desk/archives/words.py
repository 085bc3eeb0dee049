"""What a package holds, in words: (what, how many) for each part."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.reports.models import Package

PARTS: dict[str, str | Promise] = {
    "notices": _("Files of the notice"),
    "plan": _("Files of the plan"),
    "submissions": _("Files of submissions"),
    "materials": _("Photos and files"),
    "reports": _("Files of the final report"),
    "draws": _("Archives of draws"),
}
LISTS = _("Lists")


def contents_of(package: Package) -> list[tuple[str, int]]:
    """Sheets of a workbook are called as they are; single lists of a package are counted together."""
    found: dict[str, int] = {}
    for name, n in package.counts.items():
        words = str(PARTS.get(name) or (LISTS if "." in name else name))
        found[words] = found.get(words, 0) + n
    return sorted(found.items(), key=lambda one: one[0] == str(LISTS))
