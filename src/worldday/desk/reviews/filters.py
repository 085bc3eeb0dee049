"""The queue's filters as they stand in an address."""

from urllib.parse import urlencode

from django.http import HttpRequest

from worldday.reports.checks import Weight
from worldday.reports.queries.reviews import NONE, STATES, WAITING, Wanted
from worldday.units.models import UnitType

ALL = "all"


def wanted_of(request: HttpRequest) -> Wanted:
    """What the address asks for; an invented value asks for nothing."""
    given = request.GET
    state = given.get("state", WAITING)
    return Wanted(
        campaign=given.get("campaign", "")[:12],
        type=_one_of(given.get("type", ""), UnitType.values),
        district=given.get("district", "")[:20],
        findings=_one_of(given.get("findings", ""), [NONE, *Weight]),
        state="" if state == ALL else _one_of(state, STATES) or WAITING,
        below=given.get("below") == "1",
    )


def query_of(wanted: Wanted) -> str:
    """The same as an address's query, without what is the default."""
    state = {} if wanted.state == WAITING else {"state": wanted.state or ALL}
    given = {name: value for name in ("campaign", "type", "district", "findings") if (value := getattr(wanted, name))}
    return urlencode(given | state | ({"below": "1"} if wanted.below else {}))


def _one_of(value: str, known: object) -> str:
    return value if value in known else ""  # type: ignore[operator]
