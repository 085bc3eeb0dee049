"""What a finding says, in the reader's language. The writer reads the same sentences, but not whose text theirs is like."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "over-limit": _("{chars} characters: {over} over the limit of {limit}."),
    "empty": _("There is no text."),
    "near-empty": _("Only {chars} characters: hardly anything is said."),
    "nothing-said": _("It says only “{text}”."),
    "notice-words": _("{percent} % of it is the notice's own words."),
    "copied": _("{percent} % of it also stands in what {unit} sent ({campaign} {year})."),
    "copied-last-time": _("{percent} % of it also stands in what the unit itself sent for {campaign} {year}."),
    "unchanged": _("Word for word the version that was returned."),
    "figure-differs": _(
        "“{written}” differs from what was counted: {name} {value} {measure} ({activity}; source: {source})."
    ),
    "identity-number": _("Identity number in the text: {masked}"),
    "bank-card": _("Bank card number in the text: {masked}"),
    "mobile": _("Mobile number in the text: {masked}"),
    "email": _("E-mail address in the text: {masked}"),
    "plate": _("Number plate in the text: {masked}"),
    "person-named": _("A person named with a telephone number: {masked}"),
    "point-missing": _("Nothing is said about point {number}: {point}"),
}
_TO_WRITER: dict[str, str | Promise] = {
    "copied": _("{percent} % of it also stands in what another unit has sent; please say it in your own words."),
}
NAMES: dict[str, str | Promise] = {
    "over-limit": _("over the limit"),
    "empty": _("empty"),
    "near-empty": _("nearly empty"),
    "nothing-said": _("nothing said"),
    "notice-words": _("notice's words"),
    "copied": _("like another unit's"),
    "copied-last-time": _("like an earlier one"),
    "unchanged": _("unchanged"),
    "figure-differs": _("figure differs"),
    "identity-number": _("identity number"),
    "bank-card": _("bank card number"),
    "mobile": _("mobile number"),
    "email": _("e-mail address"),
    "plate": _("number plate"),
    "person-named": _("person named"),
    "point-missing": _("point missing"),
}


def sentence_of(finding: dict[str, Any], *, to_writer: bool = False) -> str:
    """One clear sentence for a finding as `checking.findings_for` gives it."""
    sentences = SENTENCES | _TO_WRITER if to_writer else SENTENCES
    params = dict(finding["params"])
    if isinstance(masked := params.get("masked"), list):
        params["masked"] = gettext(", ").join(masked)
    return str(sentences[finding["code"]]).format(**params)
