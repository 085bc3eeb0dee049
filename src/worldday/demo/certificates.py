"""Designs for what the two notices hand out, and a few samples made out to invented people, so that the page on which anyone checks a
certificate has one of each state to show."""

from datetime import date
from typing import Any

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Campaign
from worldday.certificates import actions, queries
from worldday.certificates.holder import Holder
from worldday.certificates.models import Certificate, CertificateState, Design
from worldday.units.models import Unit

from . import files

Row = dict[str, Any]


def make_designs(*, root: Unit, by: Actor) -> dict[str, Design]:
    """The designs that `certificates.json` lists, by name; what is there is left alone."""
    return {row["name"]: _design(root, row, by) for row in files.content("certificates.json")["designs"]}


def issue_samples(*, root: Unit, by: Actor) -> None:
    """Make what `certificates.json` lists; what is there is left alone."""
    designs = make_designs(root=root, by=by)
    for row in files.content("certificates.json")["samples"]:
        _sample(designs[row["design"]], row, by)


def _design(root: Unit, row: Row, by: Actor) -> Design:
    known = Design.objects.filter(owner=root, name=row["name"]).first()
    if known:
        return known
    return actions.make_design(
        owner=root,
        name=row["name"],
        sort=row["sort"],
        template=row["template"],
        campaign=Campaign.objects.get(slug=row["campaign"]),
        valid_months=row.get("valid_months"),
        words=row["words"],
        by=by,
    )


def _sample(design: Design, row: Row, by: Actor) -> None:
    reason = f"{queries.SAMPLE}{row['key']}"
    if queries.for_reason(reason):
        return
    holder = Holder(row["name"], row["latin"], row["unit"])
    day = date.fromisoformat(row["on"])
    with clock.standing_at(day):
        made = actions.award(design=design, holder=holder, reason_ref=reason, said=row["said"], by=by)
        _then(made, row, by)


def _then(made: Certificate, row: Row, by: Actor) -> None:
    if made.state != CertificateState.VALID:
        return
    if "revoked" in row:
        actions.revoke(certificate=made, reason=row["revoked"], by=by)
    if "corrected" in row:
        holder = Holder(row["corrected"], row["latin"], row["unit"])
        actions.replace(certificate=made, holder=holder, reason=row["reason"], by=by)
