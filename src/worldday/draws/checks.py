"""What must be right before a prize promotion may start, each rule a function that returns blockers in words. No database.

AUCL = 反不正当竞争法 (2025); order 32 = 规范促销行为暂行规定.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker

from . import statements
from .lottery import LotteryError
from .lottery.fields import Fields
from .lottery.rule import SAFE_DIGITS, read_rule
from .offer import lottery_sources
from .reasons import in_words
from .sentences import yuan
from .terms import CAP_FEN, ENTRIES, STRENGTHS, SourcePlan, Terms, moment

LONGEST_CLAIM = 365  # days
NO_HASH = "0" * 64  # in place of a commitment that is still to come


def blockers(terms: Terms, *, now: datetime) -> list[Blocker]:
    """Everything that stands between the terms and their publication; empty when they may be published."""
    return [*unsound(terms), *_in_time(terms, now)]


def unsound(terms: Terms) -> list[Blocker]:
    """What is wrong with the terms, whenever they are published."""
    return [blocker for check in CHECKS for blocker in check(terms)] or list(_the_lottery_takes_it(terms))


def below_the_cap(terms: Terms) -> Iterator[Blocker]:
    """AUCL art. 11 (4): at most 50,000 yuan; order 32 art. 17: counted per winner, several prizes add up."""
    if terms.most_fen > CAP_FEN:
        sentence = _(
            "One person could win {most} yuan; the law allows at most {cap}. Make prizes smaller or let nobody win more than one."
        )
        yield Blocker(format_lazy(sentence, most=yuan(terms.most_fen), cap=yuan(CAP_FEN)))


def stated(terms: Terms) -> Iterator[Blocker]:
    """Order 32 art. 13: the public is told everything before the start."""
    for statement in statements.missing(terms):
        yield Blocker(format_lazy(_("The rules do not yet say: {zh} ({en})."), zh=statement.zh, en=statement.en))


def entry_is_free(terms: Terms) -> Iterator[Blocker]:
    """Whoever pays for a chance plays a lottery (彩票), which only the state may run."""
    if not terms.free:
        yield Blocker(_("Entry must be free: a chance that is paid for would be a lottery."))


def insiders_are_out(terms: Terms) -> Iterator[Blocker]:
    """Order 32 art. 16; AUCL art. 11 (3): no insider wins."""
    if not terms.insiders_listed:
        yield Blocker(_("Nobody has listed the organisers' staff and relatives yet, who may not win."))


def entry_makes_sense(terms: Terms) -> Iterator[Blocker]:
    if terms.entry not in ENTRIES or (terms.entry != "passed" and terms.mark <= 0):
        yield Blocker(
            _("It is not settled who may enter: everybody who passed, a least score, or the first of the ranking.")
        )
    if terms.identity not in STRENGTHS[1:]:
        yield Blocker(
            _("With prizes one person may enter only once: ask for WeChat or a phone number, not only a device.")
        )
    if terms.cap < 1 or terms.cap > max(1, len(terms.tiers)):
        yield Blocker(_("The number of prizes one person can win must lie between one and the number of tiers."))


def randomness_is_sound(terms: Terms) -> Iterator[Blocker]:
    """docs/draw-method.md section 5: a beacon, or two parties, or public numbers of at least 12 digits."""
    kinds = [source.kind for source in terms.sources]
    digits = sum(source.digits for source in terms.sources if source.kind == "number")
    if not ("beacon" in kinds or kinds.count("party") >= 2 or digits >= SAFE_DIGITS):
        yield Blocker(
            _(
                "The randomness is too weak: announce a drand round, or two parties, or public numbers of 12 digits in all."
            )
        )
    if len({source.name for source in terms.sources}) < len(terms.sources):
        yield Blocker(_("Two sources of randomness have the same name."))
    if any(source.kind == "number" and not (source.place and source.digits) for source in terms.sources):
        yield Blocker(_("A public number needs the place where it is published and how many digits it has."))
    if not _silence_is_safe(terms):
        yield Blocker(
            _("Going on without a party's secret is fair only if a beacon or a number follows after the last secret.")
        )


def _silence_is_safe(terms: Terms) -> bool:
    reveals = [at for source in terms.sources if source.kind == "party" and (at := moment(source.at))]
    later = [at for source in terms.sources if source.kind != "party" and (at := moment(source.at))]
    return terms.if_not_revealed == "void" or not reveals or bool(later and max(later) > max(reveals))


def in_order(terms: Terms) -> Iterator[Blocker]:
    """Closing, then freezing, then the numbers, then the draw: whoever fixes the list does not know the numbers."""
    closes, freeze, draw = moment(terms.closes), moment(terms.freeze_at), moment(terms.draw_at)
    if closes and freeze and freeze <= closes:
        yield Blocker(_("The list can only be frozen after the quiz has closed."))
    if freeze and draw and draw <= freeze:
        yield Blocker(_("The draw must lie after the freeze of the list."))
    for source in terms.sources:
        yield from _source_in_order(source, freeze, draw)
    if not 1 <= terms.claim_days <= LONGEST_CLAIM:
        yield Blocker(_("Winners need between 1 and 365 days to confirm."))


def _source_in_order(source: SourcePlan, freeze: datetime | None, draw: datetime | None) -> Iterator[Blocker]:
    at = moment(source.at)
    if at is None:
        yield Blocker(format_lazy(_("“{name}” has no moment at which it becomes known."), name=source.name))
    elif freeze and at <= freeze:
        yield Blocker(
            format_lazy(_("“{name}” becomes known before the list is frozen; it must be later."), name=source.name)
        )
    elif draw and at > draw:
        yield Blocker(format_lazy(_("“{name}” becomes known after the draw; it must be earlier."), name=source.name))


def _in_time(terms: Terms, now: datetime) -> Iterator[Blocker]:
    opens = moment(terms.opens)
    if opens and now >= opens:
        yield Blocker(_("The quiz has already opened: prize rules must be published before."))


def _the_lottery_takes_it(terms: Terms) -> Iterator[Blocker]:
    """What no record can hold (a control character in a name, a year far away) is said while it can still be changed."""
    try:
        sources = lottery_sources(terms, defaultdict(lambda: NO_HASH))
        read_rule(Fields(terms.lottery_rule(sources, NO_HASH).to_json(), "rule"))
    except LotteryError as refused:
        yield Blocker(in_words(refused))
    except ValueError:
        yield Blocker(_("Every moment must lie before the year 2100."))


CHECKS: tuple[Callable[[Terms], Iterator[Blocker]], ...] = (
    below_the_cap,
    stated,
    entry_is_free,
    insiders_are_out,
    entry_makes_sense,
    randomness_is_sound,
    in_order,
)
