"""Which part of a page is the notice.

Government sites share no markup, but they share habits: navigation is made of links,
the text sits in one box, and the headline often stands outside it.
"""

import re
from collections.abc import Iterator

from lxml import etree

from .tables import is_data, text_of

DROPPED = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "select", "button", "textarea",
     "iframe", "object", "embed", "svg", "canvas", "audio", "video")
)  # fmt: skip
SITE_PARTS = re.compile(
    r"(^|[-_\s])(nav\w*|menu\w*|crumbs?|breadcrumbs?|footer|foot|copyright|share\w*|related|sidebar|toolbar|"
    r"pagination|search\w*|login|location|position|weizhi|dqwz|banner|qrcode|print\w*|prevnext)($|[-_\s\d])",
    re.IGNORECASE,
)
BOXES = re.compile(
    r"(^|\s)(trs_editor|trs_ueditor|view|zoom|ucap-content|pages_content|article[-_]?(content|body|con)?|"
    r"(main|news|detail|info|text)?[-_]?content|news_?text|neirong|xxgk_?(con|content)|detail)($|\s)",
    re.IGNORECASE,
)
SITE_REMARK = re.compile(
    r"^[\[【（(]?(发布|更新)(时间|日期)|^(信息|文章)?来源|^(浏览|点击|阅读|访问)(次数|量|数)?[:：]|^字[体号][:：]|^责任编辑"
)
"""How the line of remarks begins that sites put under the headline: day, source, visits, size of letters."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HEADLINE = re.compile(r"通知|公告|通告|方案|函|意见|通报")
SPACE = re.compile(r"\s+")
FULL_STOP = "。"


def prune(root: etree._Element) -> None:
    """Take out what is not shown and what belongs to the site rather than to the page."""
    for element in list(root.iter("*")):
        parent = element.getparent()
        if parent is not None and element.tag not in {"html", "body"} and _is_boilerplate(element):
            _remove(parent, element)


def main_part(root: etree._Element) -> etree._Element:
    """The smallest element that holds the notice; the whole page when that cannot be told."""
    weights = _weights(root)
    named = [box for box in root.iter("*") if _is_box(box) and weights[box] * 10 > weights[root] * 6]
    return named[-1] if named else _descend(root, weights)


def title_outside(root: etree._Element, part: etree._Element) -> str:
    """The page's headline, if it stands outside ``part``; "" if ``part`` has it or there is none."""
    inside = _squeezed(part)[:2000]
    for text in _headlines(root):
        squeezed = SPACE.sub("", text)
        if 4 <= len(squeezed) <= 150:
            return "" if squeezed in inside else " ".join(text.split())
    return ""


def _headlines(root: etree._Element) -> Iterator[str]:
    """Texts that may be the headline: marked as one and naming a kind of document, the best first."""
    places = [*root.iter("h1"), *(element for element in root.iter("*") if "title" in _names(element).lower())]
    texts = [text_of(element) for element in places]
    # Site standard for government pages: <meta name="ArticleTitle">; <title> adds the site's name after a dash.
    texts += [meta.get("content") or "" for meta in root.iter("meta") if meta.get("name") == "ArticleTitle"]
    texts += [re.split(r"[-_|–—]", title.text or "")[0] for title in root.iter("title")]
    return (text for text in texts if HEADLINE.search(text))


def _descend(element: etree._Element, weights: dict[etree._Element, int]) -> etree._Element:
    """Go down while one child holds the text and its siblings hold no sentence, only headings and remarks."""
    while True:
        heaviest = max(element, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or heaviest.tag in {"p", "pre"} or is_data(heaviest):
            return element
        others = [child for child in element if child is not heaviest]
        apart = weights[heaviest] * 10 >= weights[element] * 8 and not any(map(_speaks, others))
        if not apart or (element.text or "").strip():
            return element
        element = heaviest


def _speaks(element: etree._Element) -> bool:
    """Whether leaving the element out could lose a line of the notice."""
    text = _squeezed(element)
    return bool(text) and (element.tag in {"p", "table"} or FULL_STOP in text or text.endswith(("：", ":")))


def _weights(root: etree._Element) -> dict[etree._Element, int]:
    """Characters under each element, those of links left out."""
    weights: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        own = len(SPACE.sub("", element.text or ""))
        below = sum(weights[child] + len(SPACE.sub("", child.tail or "")) for child in element)
        weights[element] = 0 if element.tag == "a" else own + below
    return weights


def _is_boilerplate(element: etree._Element) -> bool:
    if element.tag in DROPPED or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag in {"div", "p", "span", "ul", "li", "h4", "h5", "h6"} and _is_remark(element):
        return True
    return bool(SITE_PARTS.search(_names(element))) and FULL_STOP * 3 not in _stops(element)


def _is_remark(element: etree._Element) -> bool:
    """A site's remark about the page: its day is that of the upload, not of the notice."""
    start = (element.text or next((child.text for child in element if child.text), "")).strip()
    if not SITE_REMARK.match(start):
        return False
    text = _squeezed(element)
    return len(text) < 120 and FULL_STOP not in text and bool(re.search("[:：]", text))


def _stops(element: etree._Element) -> str:
    """The full stops of a text: three of them are prose, whatever the box is called."""
    return "".join(re.findall(FULL_STOP, text_of(element)))


def _is_box(element: etree._Element) -> bool:
    if element.tag in {"article", "main"} or element.get("role") == "main":
        return True
    return any(BOXES.search(element.get(name) or "") for name in ("class", "id"))


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _squeezed(element: etree._Element) -> str:
    return SPACE.sub("", text_of(element))


def _remove(parent: etree._Element, element: etree._Element) -> None:
    """Remove an element but keep the text that follows it."""
    before = element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
