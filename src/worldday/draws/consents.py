"""What a winner is told before giving anything, in list form (网络数据安全管理条例 art. 21); the digest says which version."""

from __future__ import annotations

from worldday.base.canonical import digest_of

from .sentences import NEEDS
from .terms import Terms

DELIVERY = "prize-delivery"
PUBLICATION = "prize-publication"
JOIN = {"zh": "、", "en": ", "}


def delivery_notice(terms: Terms, lang: str) -> list[tuple[str, str]]:
    """(what, answer): who asks, for what, which data, how long, what one may do."""
    index = 1 if lang == "en" else 0
    needs = JOIN[lang].join(NEEDS[need][index] for need in terms.needs)
    who = JOIN[lang].join((lang == "en" and terms.organisers_en) or terms.organisers)
    if lang == "en":
        return [
            ("Who asks", f"{who}. {terms.text('contact', lang)}"),
            ("For what", "To hand over this prize, and for nothing else. A courier gets what the parcel needs."),
            ("Which data", needs),
            (
                "How long",
                f"Erased {terms.keep_days} days after the prize was handed over. For two years a record without it stays.",
            ),
            (
                "Your rights",
                "You may read, correct or erase it through the contact above. Without it the prize cannot be delivered.",
            ),
        ]
    return [
        ("谁收集", f"{who}。{terms.text('contact', lang)}"),
        ("做什么用", "只用于交付本奖品，不作他用。邮寄时向快递公司提供寄送所需的内容。"),
        ("收集什么", needs),
        ("保存多久", f"奖品交付满 {terms.keep_days} 天后删除。不含这些内容的兑奖记录依法保存两年。"),
        ("您的权利", "可通过以上联系方式查阅、更正或删除。不提供则无法交付奖品。"),
    ]


def publication_notice(lang: str) -> str:
    """The separate consent (PIPL art. 25)."""
    if lang == "en":
        return "Show my masked name (such as 张**) in the list of winners. Optional: the prize does not depend on it."
    return "同意在中奖名单中公布打码姓名（如“张**”）。可以不同意，不影响领奖。"


def version_of(purpose: str, terms: Terms) -> str:
    """Which text was shown: the digest of both languages."""
    both = {lang: [list(line) for line in delivery_notice(terms, lang)] for lang in JOIN}
    return digest_of(both if purpose == DELIVERY else {lang: publication_notice(lang) for lang in JOIN})
