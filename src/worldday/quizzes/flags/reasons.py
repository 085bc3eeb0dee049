"""Why an attempt was flagged, in words that staff and, after a decision, the player read."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """Titles and sentences in both languages; the braces are the facts of the detector."""

    title: str
    title_en: str
    sentence: str
    sentence_en: str


SORTS: dict[str, Reason] = {
    "too-fast": Reason(
        "用时过短", "Too fast",
        "{questions}题用时{seconds}秒，答对{right}题，平均每题{each}秒，短于读完题目所需的时间。",
        "{questions} questions in {seconds} seconds, {right} of them right: {each} seconds each, less than reading takes.",
    ),
    "same-answers": Reason(
        "答案雷同", "Same answers",
        "与同一网络中另外{others}人在10分钟内先后交卷，用时相近（{seconds}秒），且{wrong}道题错得完全相同。",
        "Handed in within ten minutes of {others} other(s) on the same network, in nearly the same time ({seconds} seconds), "
        "with the very same {wrong} wrong answers.",
    ),
    "same-rhythm": Reason(
        "节奏雷同", "Same rhythm",
        "同一网络、同一种浏览器的{players}人用时几乎相同（{seconds}秒，相差不超过{spread}毫秒）。",
        "{players} persons on one network with one sort of browser took the same time ({seconds} seconds, within {spread} ms).",
    ),
    "one-device": Reason(
        "一机多人", "One device, many persons",
        "同一网络、同一种浏览器上，{players}人在{minutes}分钟内一个接一个答题，从不重叠，像是同一台设备代答。",
        "On one network and sort of browser {players} persons played one after another within {minutes} minutes, never two at once, "
        "as one device would that plays for many.",
    ),
    "address-burst": Reason(
        "集中突发", "Burst from one network",
        "同一网络在1分钟内开始了{attempts}次答题，其中{same}次使用同一种浏览器。",
        "{attempts} attempts began on one network within a minute, {same} of them with one sort of browser.",
    ),
    "many-devices": Reason(
        "一人多机", "One person, many devices",
        "同一微信账号或手机号的{attempts}次答题来自{devices}种不同设备。",
        "{attempts} attempts of one WeChat account or phone came from {devices} different devices.",
    ),
}  # fmt: skip


def reason(sort: str, facts: dict[str, int], lang: str) -> str:
    """The reason of a flag as a sentence. `lang`: zh… or en."""
    words = SORTS[sort]
    shown: dict[str, int | str] = dict(facts)
    if "ms" in facts:
        shown["seconds"] = f"{facts['ms'] / 1000:.1f}"
        shown["each"] = f"{facts['ms'] / 1000 / max(facts.get('questions', 1), 1):.1f}"
    return (words.sentence if lang.startswith("zh") else words.sentence_en).format_map(shown)


def title(sort: str, lang: str) -> str:
    """The sort of a flag in two or three words."""
    return SORTS[sort].title if lang.startswith("zh") else SORTS[sort].title_en
