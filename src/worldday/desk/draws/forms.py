"""What people type about prizes; the verbs decide whether it can be kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from worldday.draws.lottery.forfeiting import REASONS
from worldday.draws.lottery.sources import CHAINS
from worldday.draws.terms import NEEDS, TEXTS, PrizeTier, Terms, moment

QUICKNET = next(chain for chain, (name, *_facts) in CHAINS.items() if name == "quicknet")
FEN = 100
SPARE = 2  # empty rows offered below those there are


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def at(label: Any, **more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, required=False, widget=Moment, **more)


def long(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": 2}))


def whole(label: Any, low: int, high: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **more)


class TermsForm(forms.Form):
    """Who may enter, when, how; and the statements that only people can write."""

    entry = forms.ChoiceField(
        label=_("Who may enter"),
        choices=[
            ("passed", _("everybody who passed")),
            ("score", _("everybody with at least this score")),
            ("top", _("the first of the ranking")),
        ],
    )
    mark = whole(
        _("Least score, or how many of the ranking"), 0, 1_000_000, help_text=_("Leave 0 for everybody who passed.")
    )
    extra_mark = whole(_("Two chances from this score on"), 0, 100_000, help_text=_("0: one chance for all."))
    identity = forms.ChoiceField(
        label=_("One person is known by"),
        choices=[("phone", _("phone number")), ("wechat", _("WeChat or phone number"))],
    )
    cap = whole(_("Prizes one person can win"), 1, 100)
    excluded_groups = long(_("Units whose people may not win"), _("One a line, as players name them."))
    freeze_at = at(_("List frozen at the latest"))
    draw_at = at(_("Draw"))
    if_not_revealed = forms.ChoiceField(
        label=_("If a party does not show its secret"),
        choices=[("void", _("the draw is void")), ("leave-out", _("the other sources go on"))],
        help_text=_(
            "If void, nobody wins. Where a public number or a drand round follows the secrets, going on is as fair and surer."
        ),
    )
    claim_days = whole(_("Days to confirm a prize"), 1, 365)
    needs = forms.MultipleChoiceField(
        label=_("What delivery needs"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(zip(NEEDS, (_("name"), _("phone number"), _("address")), strict=True)),
    )
    keep_days = whole(_("Days until delivery data is erased"), 1, 365)
    way = long(_("How to take part"))
    way_en = long(_("How to take part, in English"))
    redemption = long(_("How a prize is claimed"))
    redemption_en = long(_("How a prize is claimed, in English"))
    delivery = long(_("How a prize is delivered"))
    delivery_en = long(_("How a prize is delivered, in English"))
    contact = long(_("Contact"))
    contact_en = long(_("Contact, in English"))

    def __init__(self, data: Any = None, *, terms: Terms) -> None:
        said = terms.texts or {}
        initial = asdict(terms) | {name: said.get(name, "") for text in TEXTS for name in (text, f"{text}_en")}
        initial |= {name: _local(getattr(terms, name)) for name in ("freeze_at", "draw_at")}
        initial["excluded_groups"] = "\n".join(terms.excluded_groups)
        super().__init__(data, initial=initial)

    @property
    def choices(self) -> dict[str, Any]:
        """As `actions.set_plan` takes them."""
        said, texts = dict(self.cleaned_data), {f"{name}{tail}" for name in TEXTS for tail in ("", "_en")}
        said |= {name: _iso(said[name]) for name in ("freeze_at", "draw_at")}
        said["excluded_groups"] = [line.strip() for line in said["excluded_groups"].splitlines() if line.strip()]
        return {name: value for name, value in said.items() if name not in texts}

    @property
    def statements(self) -> dict[str, str]:
        return {f"{name}{tail}": self.cleaned_data[f"{name}{tail}"] for name in TEXTS for tail in ("", "_en")}


class SourceRow(forms.Form):
    kind = forms.ChoiceField(
        label=_("Sort"),
        choices=[("party", _("party with a secret")), ("number", _("public number")), ("beacon", _("drand round"))],
        required=False,
    )
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    at = at(_("Known by"))
    place = forms.CharField(label=_("Published at"), max_length=200, required=False)
    digits = whole(_("Digits"), 0, 100, required=False)


class SourceRows(forms.BaseFormSet[SourceRow]):
    """A row whose name is emptied is taken away."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        said = [row.cleaned_data for row in self.forms if row.cleaned_data.get("name")]
        return [
            {
                "kind": one["kind"], "name": one["name"], "at": _iso(one["at"]), "place": one["place"],
                "digits": one["digits"] or 0, "chain": QUICKNET if one["kind"] == "beacon" else "",
            }
            for one in said
        ]  # fmt: skip


SourceFormSet: Any = forms.formset_factory(SourceRow, formset=SourceRows, extra=SPARE)


def source_rows(data: Any, terms: Terms) -> SourceRows:
    initial = [asdict(source) | {"at": _local(source.at)} for source in terms.sources]
    made: SourceRows = SourceFormSet(data, initial=initial, prefix="sources")
    return made


class TierRow(forms.Form):
    name = forms.CharField(label=_("Tier"), max_length=40, required=False)
    name_en = forms.CharField(label=_("Tier, in English"), max_length=60, required=False)
    prize = forms.CharField(label=_("Prize"), max_length=100, required=False)
    prize_en = forms.CharField(label=_("Prize, in English"), max_length=150, required=False)
    quantity = whole(_("How many"), 1, 1_000_000, required=False)
    yuan = forms.DecimalField(
        label=_("Value of one, in yuan"), min_value=0, max_digits=9, decimal_places=2, required=False
    )
    alternates = whole(_("Alternates"), 0, 1_000_000, required=False)


class TierRows(forms.BaseFormSet[TierRow]):
    """A row whose tier is emptied is taken away."""

    @property
    def tiers(self) -> list[PrizeTier]:
        return [_tier(row.cleaned_data) for row in self.forms if row.cleaned_data.get("name")]


def _tier(said: dict[str, Any]) -> PrizeTier:
    return PrizeTier(
        name=said["name"], name_en=said["name_en"], prize=said["prize"], prize_en=said["prize_en"],
        quantity=said["quantity"] or 0, alternates=said["alternates"] or 0, value_fen=int((said["yuan"] or 0) * FEN),
    )  # fmt: skip


TierFormSet: Any = forms.formset_factory(TierRow, formset=TierRows, extra=SPARE)


def tier_rows(data: Any, terms: Terms) -> TierRows:
    initial = [asdict(tier) | {"yuan": Decimal(tier.value_fen) / FEN} for tier in terms.tiers]
    made: TierRows = TierFormSet(data, initial=initial, prefix="tiers")
    return made


class FavourForm(forms.Form):
    """Beside the tiers: what else can change once the rules are published."""

    claim_days = whole(_("Days to confirm a prize"), 1, 365)
    reason = forms.CharField(label=_("Why the rules change"), max_length=300, help_text=_("People will read it."))


class PostponeForm(forms.Form):
    """Beside the sources: when it is frozen and drawn instead."""

    freeze_at = at(_("List frozen at the latest"))
    draw_at = at(_("Draw"))
    reason = forms.CharField(label=_("Why the rules change"), max_length=300, help_text=_("People will read it."))

    def __init__(self, data: Any = None, *, terms: Terms) -> None:
        super().__init__(data, initial={name: _local(getattr(terms, name)) for name in ("freeze_at", "draw_at")})

    @property
    def choices(self) -> dict[str, str]:
        """As `actions.postpone` takes them."""
        return self.cleaned_data | {name: _iso(self.cleaned_data[name]) for name in ("freeze_at", "draw_at")}


class InsidersForm(forms.Form):
    sort = forms.ChoiceField(
        label=_("Who"), choices=[("staff", _("staff of the organisers")), ("relative", _("relatives of staff"))]
    )
    phones = long(
        _("Phone numbers"),
        _("One a line. They become digests at once and are not kept. Leave empty to say that nobody is to be listed."),
    )

    def listed(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["phones"].splitlines() if line.strip()]


class RevealForm(forms.Form):
    source = forms.ChoiceField(label=_("Source"))
    value = forms.CharField(label=_("Secret, number or randomness"), max_length=200)
    signature = forms.CharField(label=_("Signature (drand only)"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, names: list[str], signed: bool = True) -> None:
        """`signed`: one of the sources signs what it gives, as drand does."""
        super().__init__(data)
        if not signed:
            del self.fields["signature"]
        self.fields["source"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


class ForfeitForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=list(
            zip(
                REASONS,
                (_("declined"), _("not confirmed in time"), _("could not be reached"), _("not entitled")),
                strict=True,
            )
        ),
    )


class CourierForm(forms.Form):
    purpose = forms.CharField(label=_("For what"), max_length=200, required=False)
    receiver = forms.CharField(label=_("To whom"), max_length=200, required=False)


def _iso(value: datetime | None) -> str:
    return localtime(value).isoformat(timespec="seconds") if value else ""


def _local(text: str) -> datetime | None:
    found = moment(text)
    return localtime(found) if found else None
