from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from worldday.base import seal
from worldday.base.models import AuditEvent

WORDS = {
    "event-removed": _("row {event} was removed"),
    "event-edited": _("row {event} was edited: {row}"),
    "seal-edited": _("the seal of row {event} was edited"),
    "seal-removed": _("the seal at this place was removed"),
    "head-unknown": _("the chain is not the one you noted: it was rewritten"),
}


class Command(BaseCommand):
    help = "verify: is the audit trail what was sealed? exit 1 and the first problem if not. seal: seal new rows now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument("--known", help="verify: a head noted earlier, POSITION:DIGEST")

    def handle(self, *, what: str, known: str | None, **_options: object) -> None:
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
