"""Texts of lessons: Markdown as HTML. What is HTML in them is shown as text, so nothing of an author's can run.

Pure. Pictures come from the course's own files; a picture of another host becomes a link, since a page loads from nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

Picture = Callable[[str], str | None]  # a name in the text → an address of our own, None where there is no such file
DEEPEST = 6
UNDER = 1  # the page's own heading is the first level
_CHINESE = re.compile("[\u3400-\u9fff][\u2026\u3000-\u9fff\uff00-\uffef]*")
_LATIN = re.compile("[A-Za-z]")


def html_of(text: str, picture: Picture) -> str:
    """Safe to be put into a page as it is. Chinese words in a text that is mostly Latin are marked as Chinese, so that a page read
    aloud changes its voice for them."""
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    reader.add_render_rule("image", _image)
    reader.add_render_rule("table_open", _table)
    if len(_LATIN.findall(text)) > sum(len(run) for run in _CHINESE.findall(text)):
        reader.add_render_rule("text", _text)
    tokens = reader.parse(text)
    # a text whose first level is its second begins right below the page's heading
    under = 0 if min((token.tag for token in tokens if token.type == "heading_open"), default="h1") == "h2" else UNDER
    for token in _all(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(DEEPEST, int(token.tag[1]) + under)}"
        elif token.type == "link_open":
            token.attrSet("rel", "noopener nofollow")
    rendered: str = reader.renderer.render(tokens, reader.options, {"picture": picture})
    return rendered


def _all(tokens: Sequence[Token]) -> Sequence[Token]:
    return [one for token in tokens for one in (token, *(token.children or ()))]


def _image(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[at]
    name, alt = str(token.attrGet("src") or ""), renderer.renderInlineAsText(token.children, options, env)
    if (own := env["picture"](name)) is not None:
        shown = Token("image", "img", 0)
        shown.attrs = {"src": own, "alt": alt, "loading": "lazy", "decoding": "async"}
        return f"<img{renderer.renderAttrs(shown)}>"
    if name.startswith(("https://", "http://")):
        there = Token("link", "a", 0)
        there.attrs = {"href": name, "rel": "noopener nofollow"}
        return f"<a{renderer.renderAttrs(there)}>{_escaped(alt or name)}</a>"
    return f"<em>{_escaped(alt)}</em>" if alt else ""


def _text(_renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: Any, _env: dict[str, Any]) -> str:
    return _CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', _escaped(tokens[at].content))


def _table(_renderer: RendererHTML, _tokens: Sequence[Token], _at: int, _options: Any, _env: dict[str, Any]) -> str:
    return '<table class="board">'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
