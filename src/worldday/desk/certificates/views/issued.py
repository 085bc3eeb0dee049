"""What was issued: found, listed, revoked, replaced."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.certificates import actions, queries
from worldday.certificates.holder import Holder
from worldday.certificates.models import Certificate, CertificateChange, CertificateState
from worldday.certificates.papers import address_of
from worldday.certificates.rendering import undrawable
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.certificates.fetch import Wanted, certificate_for, certificates_of, designs_of
from worldday.desk.certificates.forms import FIELD_LABELS, LABELS, ReplaceForm, RevokeForm
from worldday.desk.sheets import download
from worldday.units.permissions import Permission

PER_PAGE = 50
MOST_EXPORTED = 20_000  # rows of one workbook; filters make lists shorter
UNPROCESSABLE = 422
FIELD_NAMES = LABELS | FIELD_LABELS  # of what is printed; a line of its own calls itself


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Certificates of this person's units, newest first."""
    wanted = _wanted(request)
    page: Any = Paginator(wanted.of(certificates_of(request.user)), PER_PAGE).get_page(request.GET.get("p"))
    shown = {
        "page": page,
        "rows": [(one, _state_word(one)) for one in page],
        "wanted": wanted,
        "query": urlencode({"q" if name == "text" else name: value for name, value in vars(wanted).items() if value}),
        "designs": designs_of(request.user),
        "states": CertificateState.choices,
        "most": MOST_EXPORTED,
        "tab": "issued",
    }
    return render(request, "desk/certificates/issued.html", shown)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The same list as a workbook; taking it is written down."""
    rows = _wanted(request).of(certificates_of(request.user))[:MOST_EXPORTED]
    actions.log_list(counts=Counter(rows.values_list("design__owner", flat=True)), by=request.user)
    headings = [
        *(_("Certificate number"), _("Full name"), _("Name in Latin letters"), _("Unit"), _("Certificate design")),
        *(_("Issued on"), _("Valid until"), _("State"), _("Address")),
    ]
    return download(_("Certificates"), headings, _lines(rows))


def _lines(rows: Any) -> Iterator[list[Any]]:
    for one in rows.iterator(chunk_size=500):
        yield [
            *(one.number, one.holder_name, one.holder_latin, one.holder_unit, one.design.name),
            *(one.issued_on, one.expires_on, _state_word(one), address_of(one)),
        ]


@needs(Permission.RUN_ACTIVITY)
@require_GET
def certificate(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, certificate_for(request.user, code))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def revoke(request: DeskRequest, code: str) -> HttpResponse:
    found, form = certificate_for(request.user, code), RevokeForm(request.POST)
    if form.is_valid():
        try:
            actions.revoke(certificate=found, reason=form.cleaned_data["reason"], by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Revoked; its page says so from now on."))
            return redirect("desk_certificates:certificate", found.code)
    return _page(request, found, revoking=form)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def forget(request: DeskRequest, code: str) -> HttpResponse:
    """Erase who holds it, at the holder's request; number, state and history stay."""
    found = certificate_for(request.user, code)
    actions.forget(certificate=found, by=request.user)
    messages.success(request, _("Erased. Number, state and history stay on its page."))
    return redirect("desk_certificates:certificate", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def replace(request: DeskRequest, code: str) -> HttpResponse:
    """Issue it again with the name spelt right; the old one shows that it was replaced."""
    found = certificate_for(request.user, code)
    form = ReplaceForm(request.POST if request.method == "POST" else None, certificate=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        holder = Holder(said["name"], said["latin"], said["unit"])
        try:
            new = actions.replace(certificate=found, holder=holder, reason=said["reason"], by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Replaced. The page of the old one shows it; give the new one to its holder."))
            return redirect("desk_certificates:certificate", new.code)
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "desk/certificates/replace.html", {"form": form, "one": found, "tab": "issued"}, status=status
    )


def _page(request: DeskRequest, found: Certificate, revoking: RevokeForm | None = None) -> HttpResponse:
    shown = {
        "one": found,
        "state": queries.state_on(found),
        "word": _state_word(found),
        "odd": undrawable("".join(text for _field, text in found.said)),
        "lines": [(FIELD_NAMES.get(field, field), text) for field, text in found.said],
        "changes": [(one, _change_word(one)) for one in found.changes.all()],
        "revoking": revoking or RevokeForm(),
        "tab": "issued",
    }
    return render(request, "desk/certificates/certificate.html", shown, status=UNPROCESSABLE if revoking else 200)


def _change_word(one: CertificateChange) -> str:
    anew = one.state == CertificateState.VALID
    return _("Signed anew, with a new key") if anew else f"{CertificateState(one.state).label}  {one.reason}".strip()


def _wanted(request: DeskRequest) -> Wanted:
    return Wanted(
        text=request.GET.get("q", "").strip()[:80],
        design=request.GET.get("design", "")[:12],
        state=request.GET.get("state", "")[:10],
        lot=request.GET.get("lot", "")[:12],
    )


def _state_word(one: Certificate) -> str:
    return str(CertificateState(queries.state_on(one)).label)
