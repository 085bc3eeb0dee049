from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, seal
from worldday.base.models import AuditEvent

WORDS = {
    "event-removed": _("row {event} was removed"),
    "event-edited": _("row {event} was edited: {row}"),
    "seal-edited": _("the seal of row {event} was edited"),
    "seal-removed": _("the seal at this place was removed"),
    "head-unknown": _("the chain is not the one you noted: it was rewritten"),
}


class Command(BaseCommand):
    help = (
        "verify: is the audit trail what was sealed? exit 1 and the first problem if not. seal: seal new rows now. "
        "installation: rows that belong to no unit, such as sign-ins refused to unknown addresses, newest first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal", "installation"])
        parser.add_argument("--known", help="verify: a head noted earlier, POSITION:DIGEST")

        parser.add_argument("--days", type=int, default=30, help="installation: how far back")

    def handle(self, *, what: str, known: str | None, days: int, **_options: object) -> None:
        if what == "installation":
            self.stdout.writelines(_rows_of_the_installation(days))
            return
        if what == "seal":
            self.stdout.write(str(_seal_all()))
            return
        if problem := seal.verify(_head(known)):
            words = str(WORDS[problem.what]).format(event=problem.event, row=_row(problem.event))
            raise CommandError(f"{problem.position}: {words}", returncode=1)
        position, digest = seal.head()
        self.stdout.write(f"{position} ok, {seal.unsealed()} waiting for a seal")
        self.stdout.write(f"head {position}:{digest}")


def _row(pk: int | None) -> str:
    """What stands in the row now, for whoever looks for the damage."""
    event = AuditEvent.objects.filter(pk=pk).first() if pk else None
    return f"{event.at:%Y-%m-%d %H:%M} {event.actor_name} {event.action} {event.target_name}" if event else ""


def _rows_of_the_installation(days: int) -> list[str]:
    """No desk shows them, since no unit owns them: an address nobody has is nobody's business but the operator's."""
    since = clock.wall() - timedelta(days=days)
    rows = AuditEvent.objects.filter(scope_path="", at__gte=since).order_by("-pk")
    return [
        f"{localtime(row.at):%Y-%m-%d %H:%M:%S}  {row.address or '-':<15}  {row.actor_name}  {row.action}  {row.target_name}"
        for row in rows
    ]


def _seal_all() -> int:
    total = 0
    while sealed := seal.seal_new(sweep=True):
        total += sealed
    return total


def _head(known: str | None) -> tuple[int, str] | None:
    if not known:
        return None
    position, _colon, digest = known.partition(":")
    if not position.isdigit() or len(digest) != len(seal.BEGINNING):
        raise CommandError("--known wants POSITION:DIGEST, as `worldday audit verify` printed it.", returncode=2)
    return int(position), digest
