"""One attempt between its start and its result: deadlines, its row, what its player is told. Pure."""

from collections.abc import Sequence

import msgspec

from .clock import day_of
from .messages import read_answers
from .papers import EditionContent, Paper, Recipe
from .rows import Row
from .scoring import Answer, Scored, review, score
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
        submitted_ms = max(self.now_ms, ticket.started_ms)
        return Row(
            row_id, ticket.quiz, ticket.player, ticket.number, ticket.day,
            ticket.day_number if self.edition.limits.counts_days else None,
            ticket.entrance, ticket.district, ticket.group, ticket.age_band, ticket.strength,
            ticket.edition, ticket.started_ms, submitted_ms, scored.score, scored.right, answers, *origin,
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

    def told_of_practice(self, paper: Paper, answers: Sequence[Answer]) -> bytes:
        """What a practice round was worth, with the review: nothing of it is stored."""
        told = self._figures(*score(paper, answers), self.edition.practice_recipe)
        return b'{"practice":true,%b,"review":%b}' % (told.encode(), review(paper, answers))

    def told_first(self, row: Row, voucher: str) -> bytes:
        """The result of what has just been stored, as JSON; the voucher brings the rest."""
        return f'{{"first":true,{self._result(row)},"voucher":"{voucher}"}}'.encode()

    def told_again(self, row: Row, paper: Paper, key: Key) -> bytes:
        """The result of what was stored before, with its answers and the rest."""
        rest = self.rest(paper, read_answers(row.answers), key)
        return b'{"first":false,"answers":%b,%b,%b}' % (row.answers.encode(), self._result(row).encode(), rest)

    def rest(self, paper: Paper, answers: Sequence[Answer], key: Key) -> bytes:
        """The inside of a JSON object: every question with what is right and why, and the pass of the next attempt."""
        may_be_told = self.edition.limits.feedback == "at-once" or self.edition.closed(self.now_ms)
        told, following = review(paper, answers) if may_be_told else b"null", self.next_pass(key)
        return b'"review":%b,"next_pass":%b' % (told, b'"%b"' % following.encode() if following else b"null")

    def _result(self, row: Row) -> str:
        told = self._figures(row.score, row.right_count, self.edition.recipe)
        return f'"attempt":"{row.id}","time_ms":{row.submitted_ms - row.started_ms},{told}'

    def _figures(self, score: int, right: int, recipe: Recipe) -> str:
        """The inside of a JSON object: points won and to be won, questions right and in all, passed or not."""
        passed = "true" if score >= self.edition.limits.pass_mark else "false"
        return f'"score":{score},"points":{recipe.points},"right":{right},"total":{recipe.count},"passed":{passed}'


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
