"""One attempt between its start and its result: deadlines, its row, what its player is told. Pure."""

import msgspec

from .clock import day_of
from .messages import read_answers
from .papers import EditionContent, Paper
from .rows import Row
from .scoring import Scored, review, score
from .tickets import LONGEST_ATTEMPT_MS, Key, Pass, Ticket, seal

PASS_MS = 24 * 3600 * 1000


class Running(msgspec.Struct, frozen=True):
    """An attempt as it stands at `now_ms`."""

    ticket: Ticket
    edition: EditionContent
    now_ms: int

    def late_at(self, moment_ms: int) -> bool:
        return moment_ms > self.ticket.deadline_ms + self.edition.limits.grace_s * 1000

    @property
    def late(self) -> bool:
        return not self.ticket.practice and self.late_at(self.now_ms)

    def row(self, row_id: int, scored: Scored, answers: str, origin: tuple[int, int]) -> Row:
        """What will be stored, if nothing is yet."""
        ticket = self.ticket
        return Row(
            row_id, ticket.quiz, ticket.edition, ticket.player, ticket.number, ticket.day, ticket.day_number,
            ticket.entrance, ticket.district, ticket.group, ticket.age_band, ticket.strength, ticket.started_ms,
            max(self.now_ms, ticket.started_ms), scored.score, scored.right, answers, *origin,
        )  # fmt: skip

    def next_pass(self, key: Key) -> str | None:
        """Only handed out after this attempt is on disk, so numbers have no holes; None when there is no next one."""
        ticket, limits = self.ticket, self.edition.limits
        today = day_of(self.now_ms, limits.time_zone)
        number, day_number = ticket.number + 1, ticket.day_number + 1 if ticket.day == today else 0
        used_up = 0 < limits.in_all <= number or 0 < limits.per_day <= day_number
        if used_up or self.edition.closed(self.now_ms):
            return None
        following = Pass(
            ticket.quiz, ticket.player, number, today, day_number, ticket.entrance, ticket.district, ticket.group,
            ticket.age_band, ticket.strength, self.now_ms + PASS_MS,
        )  # fmt: skip
        return seal(following, key)

    def result(self, row: Row, paper: Paper, scored: Scored | None, key: Key) -> bytes:
        """As JSON. `scored` when the row is this very request's; a first result of earlier is told again from its row."""
        first = b"false" if scored is None else b"true"
        scored = scored or Scored(row.score, row.right_count, score(paper, read_answers(row.answers)).per_question)
        told = self.edition.limits.feedback == "at-once" or self.edition.closed(self.now_ms)
        following = self.next_pass(key)
        head = b'{"attempt":"%d","first":%b,"time_ms":%d,%b,"next_pass":%b,"review":' % (
            row.id,
            first,
            row.submitted_ms - row.started_ms,
            figures(scored, paper, self.edition),
            b'"%b"' % following.encode() if following else b"null",
        )
        return b"".join([head, *(review(paper, scored) if told else [b"null"]), b"}"])


def ticket_for(held: Pass, edition: EditionContent, seed: int, begun_ms: int, *, practice: bool = False) -> Ticket:
    """Until the time limit's end, or the closing of the quiz if that comes first."""
    limit_ms = edition.limits.time_limit_s * 1000
    end = begun_ms + min(limit_ms or LONGEST_ATTEMPT_MS, LONGEST_ATTEMPT_MS)
    if edition.closes_ms is not None and not practice:
        end = min(end, edition.closes_ms)
    return Ticket(
        held.quiz, held.player, held.number, held.day, held.day_number, held.entrance, held.district, held.group,
        held.age_band, held.strength, held.expires_ms, edition.number, seed, begun_ms, end, practice,
    )  # fmt: skip


def figures(scored: Scored, paper: Paper, edition: EditionContent) -> bytes:
    """The inside of a JSON object: points won and to be won, questions right and in all, passed or not."""
    return b'"score":%d,"points":%d,"right":%d,"total":%d,"passed":%b' % (
        scored.score,
        sum([asked.points for asked in paper]),
        scored.right,
        len(paper),
        b"true" if scored.score >= edition.limits.pass_mark else b"false",
    )
