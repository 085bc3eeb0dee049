"""The rules page in words, Chinese and English: every sentence is made from the terms that the code runs. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from worldday.base.text import MONTHS

from .lottery.sources import CHAINS
from .statements import STATEMENTS
from .terms import SourcePlan, Terms, moment

Lines = list[str]
CONTENT = "worldday.prize-rules/1"
NEEDS = {"name": ("姓名", "name"), "phone": ("电话", "phone"), "address": ("地址", "address")}


def content_of(terms: Terms) -> dict[str, Any]:
    """What is published and hashed: the terms, and the text made from them in both languages."""
    return {"format": CONTENT, "terms": terms.as_json(), "text": {lang: text_of(terms, lang) for lang in ("zh", "en")}}


def text_of(terms: Terms, lang: str) -> list[dict[str, Any]]:
    """Sections with a heading and lines, in the order of art. 13, then what else a careful reader asks. `lang`: zh, en."""
    parts: list[tuple[str, str, Lines]] = [(s.key, s.heading(lang), SAYS[s.key](terms, lang)) for s in STATEMENTS]
    parts += [("data", *_data(terms, lang)), ("changes", *_changes(lang))]
    return [{"key": key, "heading": heading, "lines": lines} for key, heading, lines in parts]


def _kinds(terms: Terms, lang: str) -> Lines:
    if lang == "zh":
        return [f"{tier.name}：{tier.prize}。" for tier in terms.tiers]
    return [f"{tier.name_en or tier.name}: {tier.prize_en or tier.prize}." for tier in terms.tiers]


def _quantity(terms: Terms, lang: str) -> Lines:
    if lang == "zh":
        counts = "，".join(f"{tier.name} {tier.quantity} 份" for tier in terms.tiers)
        alternates = "，".join(f"{tier.name} {tier.alternates} 名" for tier in terms.tiers if tier.alternates)
        lines = [f"共 {terms.quantity} 份：{counts}。"]
        lines += [f"另抽候补：{alternates}。"] if alternates else []
        return [
            *lines,
            f"每人最多得 {terms.cap} 份。中奖概率取决于冻结名单的人数，名单冻结时与人数一并公布；每次机会中奖可能性相同。",
        ]
    counts = ", ".join(f"{tier.name_en or tier.name} {tier.quantity}" for tier in terms.tiers)
    alternates = ", ".join(f"{tier.name_en or tier.name} {tier.alternates}" for tier in terms.tiers if tier.alternates)
    lines = [f"{terms.quantity} prizes in all: {counts}."]
    lines += [f"Alternates drawn besides: {alternates}."] if alternates else []
    return [
        *lines,
        (
            f"One person wins at most {terms.cap}. The odds depend on how many take part; that number is published when the list "
            "is frozen, and every chance is equally likely."
        ),
    ]


def yuan(fen: int) -> str:
    """`50`, `12.50`."""
    return f"{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")


def _value(terms: Terms, lang: str) -> Lines:
    if lang == "zh":
        return [
            *(f"{t.name}：每份市场价 {yuan(t.value_fen)} 元。" for t in terms.tiers),
            "中奖所得属于偶然所得，个人所得税依法处理。",
        ]
    values = [f"{t.name_en or t.name}: {yuan(t.value_fen)} yuan each, at the market price." for t in terms.tiers]
    return [*values, "A prize is incidental income; income tax on it follows the law."]


def _conditions(terms: Terms, lang: str) -> Lines:
    zh = lang == "zh"
    entry = {
        "passed": ("合格者即可参加抽奖。", "Everybody who passed the quiz."),
        "score": (
            f"最好成绩不低于 {terms.mark} 分者即可参加抽奖。",
            f"Everybody whose best score is at least {terms.mark}.",
        ),
        "top": (f"排名前 {terms.mark} 名者即可参加抽奖。", f"The first {terms.mark} of the ranking."),
    }[terms.entry]
    extra = (f"最好成绩不低于 {terms.extra_mark} 分者有两次机会，其余一次。", f"A best score of {terms.extra_mark} or more gives two chances, otherwise one.")  # fmt: skip
    identity = {
        "phone": ("以手机号确认一人一份，同一人的多个账号合并计算。", "A phone number shows that one person enters once; several accounts of one person count once."),
        "wechat": ("以微信或手机号确认一人一份，同一人的多个账号合并计算。", "A WeChat account or phone number shows that one person enters once; several accounts of one person count once."),
        "device": ("同一设备视为同一人。", "One device counts as one person."),
    }[terms.identity]  # fmt: skip
    staff = (
        "主办、承办单位工作人员及其近亲属不参加抽奖。",
        "Staff of the organisers and their close relatives take no part in the draw.",
    )
    units = (
        f"以下单位的人员不参加抽奖：{'、'.join(terms.excluded_groups)}。",
        f"People of these units take no part: {', '.join(terms.excluded_groups)}.",
    )
    lines = [
        (f"在 {_moment(terms.opens, lang)}至 {_moment(terms.closes, lang)}期间答题，", f"Taking part in the quiz between {_moment(terms.opens, lang)} and {_moment(terms.closes, lang)}."),
        entry,
        *([extra] if terms.extra_mark else []),
        identity,
        staff,
        *([units] if terms.excluded_groups else []),
    ]  # fmt: skip
    if terms.free:
        lines.append(("参与免费，无须购买、转发或关注。", "Entry is free; nothing need be bought, shared or followed."))
    said = [line[0 if zh else 1] for line in lines]
    return [said[0] + said[1], *said[2:]] if zh else said


def _way(terms: Terms, lang: str) -> Lines:
    return _own(terms, "way", lang)


def _draw(terms: Terms, lang: str) -> Lines:
    freeze, at = _moment(terms.freeze_at, lang), _moment(terms.draw_at, lang)
    if lang == "zh":
        return [
            f"名单于答题截止后、{freeze}前冻结并公布指纹；{at}开奖。",
            "名单冻结之前，下列随机数谁也不知道；名单冻结之后，谁也不能再改名单。两者合成唯一的结果，任何人可复算。",
            *(_source(source, lang) for source in terms.sources),
            *(_silence(terms, lang)),
        ]
    return [
        f"The list is frozen after the quiz closes and before {freeze}, and its fingerprint is published; the draw is at {at}.",
        (
            "Before the freeze nobody knows the numbers below; after the freeze nobody can change the list. Together they leave one "
            "result, which anyone can calculate again."
        ),
        *(_source(source, lang) for source in terms.sources),
        *(_silence(terms, lang)),
    ]


def _source(source: SourcePlan, lang: str) -> str:
    at = _moment(source.at, lang)
    network = CHAINS.get(source.chain, ("",))[0]
    return {
        "party": (
            f"随机数来源：{source.name}事先公布承诺，{at}前公布秘密数。",
            f"Randomness: {source.name} commits to a secret beforehand and shows it by {at}.",
        ),
        "number": (
            f"随机数来源：{source.name}，{at}公布于{source.place}，共 {source.digits} 位。",
            f"Randomness: {source.name}, published {at} at {source.place}, {source.digits} digits.",
        ),
        "beacon": (
            f"随机数来源：公共随机信标 drand（{network}），{at}产生的一轮。",
            f"Randomness: the round of the public beacon drand ({network}) that is due {at}.",
        ),
    }[source.kind][lang == "en"]


def _silence(terms: Terms, lang: str) -> Lines:
    if not any(source.kind == "party" for source in terms.sources):
        return []
    if terms.if_not_revealed == "void":
        return [("任何一方逾期不公布秘密数，本次抽奖作废并重新公布规则。", "If a party does not show its secret in time, the draw is void and a new rule is published.")[lang == "en"]]  # fmt: skip
    return [("逾期未公布的秘密数不计入，其余来源继续。", "A secret not shown in time is left out; the other sources go on.")[lang == "en"]]  # fmt: skip


def _redemption(terms: Terms, lang: str) -> Lines:
    own = _own(terms, "redemption", lang)
    if lang == "zh":
        return [f"自中奖结果公布之日起 {terms.claim_days} 天内确认领奖。", *own]
    return [f"Confirm within {terms.claim_days} days after the result is published.", *own]


def _delivery(terms: Terms, lang: str) -> Lines:
    return _own(terms, "delivery", lang)


def _forfeit(terms: Terms, lang: str) -> Lines:
    if lang == "zh":
        return [
            f"逾期 {terms.claim_days} 天未确认、主动放弃或不符合条件的，视为弃奖，按记录中的候补次序递补，不重新抽取。"
        ]
    return [
        (
            f"A prize that is not confirmed within {terms.claim_days} days, declined, or won by somebody not entitled goes to the "
            "next alternate in the record; nothing is drawn again."
        )
    ]


def _organiser(terms: Terms, lang: str) -> Lines:
    who = "、".join(terms.organisers) if lang == "zh" else ", ".join(terms.organisers_en or terms.organisers)
    return [f"{who}。" if lang == "zh" else f"{who}.", *_own(terms, "contact", lang)]


def _data(terms: Terms, lang: str) -> tuple[str, Lines]:
    if lang == "zh":
        return "个人信息", [
            f"抽奖不需要姓名。只向中奖者收取交付所需的{'、'.join(NEEDS[need][0] for need in terms.needs)}；",
            f"奖品交付或弃奖满 {terms.keep_days} 天后删除，抽奖证明不受影响。",
            "中奖名单默认只显示打码代号；公开打码姓名须另行同意，不同意不影响领奖。",
        ]
    return "Personal data", [
        f"The draw needs no names. Only winners are asked for what delivery needs: {', '.join(NEEDS[need][1] for need in terms.needs)}.",
        f"It is erased {terms.keep_days} days after the prize was handed over or forfeited; the proof of the draw stays whole.",
        "Winners are shown by a masked label; a masked name is published only with separate consent, and the prize does not depend on it.",
    ]


def _changes(lang: str) -> tuple[str, Lines]:
    if lang == "zh":
        return "规则变更", [
            "规则公布后只作有利于参与者的变更（增加奖品、提高价值、增加候补、延长领奖期限），注明理由，旧版保留。",
            "名单未能按时冻结的，公布新的冻结、开奖时间和随机数来源，注明理由；名单冻结之后不再改期。",
        ]
    return "Changes", [
        (
            "Once published, the rules change only in people's favour (more or higher prizes, more alternates, more time to claim), with "
            "the reason, and every old version stays."
        ),
        (
            "If the list cannot be frozen in time, later moments and the numbers of that time are published with the reason; once the "
            "list is frozen, nothing is postponed."
        ),
    ]


def _own(terms: Terms, name: str, lang: str) -> Lines:
    return [line.strip() for line in terms.text(name, lang).splitlines() if line.strip()]


def _moment(text: str, lang: str) -> str:
    at = moment(text)
    return _written(at, lang) if at else ("待定" if lang == "zh" else "a moment to be announced")


def _written(at: datetime, lang: str) -> str:
    if lang == "zh":
        return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


SAYS: dict[str, Callable[[Terms, str], Lines]] = {
    "kinds": _kinds, "quantity": _quantity, "value": _value, "conditions": _conditions, "way": _way, "draw": _draw,
    "redemption": _redemption, "delivery": _delivery, "forfeit": _forfeit, "organiser": _organiser,
}  # fmt: skip
