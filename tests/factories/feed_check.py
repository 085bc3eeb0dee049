"""What RSS 2.0 (rssboard.org/rss-specification) and Atom (RFC 4287) ask of a feed, looked at with lxml; nothing of the program's own."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlparse

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
CHANNEL = {
    *("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate"),
    *("lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "textInput", "skipHours", "skipDays"),
}
ITEM = {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}
FEED = {"id", "title", "updated", "link", "author", "subtitle", "category", "generator", "rights", "entry"}
ENTRY = {"id", "title", "updated", "published", "link", "author", "summary", "content", "category", "rights"}
INLINE = {"p", "br", "em", "strong", "a", "ul", "li"}  # markup that our own texts may bring


def rss_items(content: bytes) -> list:
    """The items of a feed that is in order; fails with what is not."""
    root = etree.fromstring(content)
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1, name
    own = [one.tag for one in channel if not one.tag.startswith("{") and one.tag != "item"]
    assert set(own) <= CHANNEL and len(own) == len(set(own)), own
    assert urlparse(channel.findtext("link")).scheme in ("http", "https")
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo is not None
    here = channel.findall(f"{ATOM}link")
    assert [one.get("rel") for one in here] == ["self"]
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    assert all(guids) and len(guids) == len(set(guids))
    for item in items:
        assert {one.tag for one in item} <= ITEM
        assert item.findtext("title") or item.findtext("description")
        assert urlparse(item.findtext("link")).netloc
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
    return items


def atom_entries(content: bytes) -> list:
    root = etree.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    assert {one.tag.removeprefix(ATOM) for one in root} <= FEED
    _one_of_each(root, "id", "title", "updated")
    assert len(root.findall(f"{ATOM}subtitle")) <= 1
    assert [one.get("rel") for one in root.findall(f"{ATOM}link")].count("self") == 1
    _at_most_one_alternate(root)
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert {one.tag.removeprefix(ATOM) for one in entry} <= ENTRY
        _one_of_each(entry, "id", "title", "updated")
        assert urlparse(entry.findtext(f"{ATOM}id")).scheme  # 4.2.6: an IRI
        assert entry.find(f"{ATOM}author") is not None or root.find(f"{ATOM}author/{ATOM}name") is not None  # 4.1.2
        assert entry.find(f"{ATOM}content") is not None or _at_most_one_alternate(entry) == 1
        assert all(one.get("term") for one in entry.findall(f"{ATOM}category"))
    return entries


def _one_of_each(parent, *names: str) -> None:
    for name in names:
        found = parent.findall(f"{ATOM}{name}")
        assert len(found) == 1 and found[0].text, name
    assert datetime.fromisoformat(parent.findtext(f"{ATOM}updated")).tzinfo is not None


def _at_most_one_alternate(parent) -> int:
    links = [one for one in parent.findall(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"]
    assert all(one.get("href") for one in links)
    assert len(links) <= 1
    return len(links)


def words_of(markup: str) -> str:
    """What a reader shows of markup; fails where a word would have become a tag."""
    whole = html.fragment_fromstring(markup, create_parent="div")
    assert {one.tag for one in whole.iter()} - {"div"} <= INLINE, markup
    return "\n".join(text.strip() for text in whole.itertext() if text.strip())
