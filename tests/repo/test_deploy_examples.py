"""What deploy/ and .env.example show operators fits the program."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
SECRET = "s3cret"
KEYS = {"secret", "token", "receipt", "key"}  # parameters of addresses that open somebody's own page
FOR_DEVELOPERS = {  # not for an operator to change
    *("WORLDDAY_DEBUG", "WORLDDAY_DEMO_FILES", "WORLDDAY_NOW_SINCE"),
    *("WORLDDAY_WECHAT_API", "WORLDDAY_WECHAT_OPEN"),
}


def test_the_log_of_the_example_proxy_keeps_no_personal_link():
    """The address of a prize is opened by the receipt that it calls its code."""
    routes = [route.replace("claim/<slug:code>", "claim/<slug:receipt>") for route in _routes()]
    addresses = ["/zt/sjbzr2020/en/" + re.sub(r"<\w+:(\w+)>", _sample, route) for route in routes]
    personal = [address for address in addresses if SECRET in address]
    assert len(personal) > 10
    assert [address for address in personal if SECRET in _logged(address)] == []


def test_the_log_of_the_example_proxy_tells_other_pages_as_they_were_asked_for():
    for address in (
        "/zt/sjbzr2020/",
        "/zt/sjbzr2020/registry/?q=GB/T 1.1",
        "/zt/sjbzr2020/en/learn/",
        "/zt/sjbzr2020/claims/",
    ):
        assert _logged(address) == address


def test_the_example_settings_name_whatever_an_operator_may_set():
    said = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf8"), re.MULTILINE))
    asked = set()
    for path in (ROOT / "src").rglob("*.py"):
        asked |= set(re.findall(r'"(WORLDDAY_[A-Z_]+|DATABASE_URL|REDIS_URL|SCRIPT_NAME)"', path.read_text("utf8")))
    assert said == asked - FOR_DEVELOPERS


def _sample(found: re.Match[str]) -> str:
    return SECRET if found[1] in KEYS else "x7"


def _routes(resolver: URLResolver | None = None, lead: str = "") -> Iterator[str]:
    """Every address outside the desk that is written as a path."""
    for one in (resolver or get_resolver()).url_patterns:
        route = lead + getattr(one.pattern, "_route", "")
        if isinstance(one, URLPattern):
            yield route
        elif not route.startswith("desk/"):
            yield from _routes(one, route)


def _logged(address: str) -> str:
    """What nginx makes of it: the first pattern of the map that fits, else the default."""
    table = re.search(
        r"map \$request_uri \$told \{(.*?)\n\}", (ROOT / "deploy/nginx.conf").read_text("utf8"), re.DOTALL
    )
    assert table is not None
    for pattern, name in re.findall(r'"~(.+?)"\s+"\$(\w+)\.\.\."', table[1]):
        if found := re.search(pattern.replace("(?<", "(?P<"), address):
            return f"{found[name]}..."
    return address
