import asyncio

import pytest

from worldday.asgi import Site
from worldday.base.hotpath.config import Config
from worldday.base.hotpath.refusals import Refusal
from worldday.base.hotpath.room import Room
from worldday.intake import Intake


def heard(path: str, headers=(), prefix: str = "/zt/x", kind: str = "http") -> tuple[str, dict]:
    """Which of the two applications hears a request, and with which scope."""
    told: list[tuple[str, dict]] = []

    def listening(name: str):
        async def application(scope, receive, send):
            told.append((name, scope))

        return application

    scope = {"type": kind, "path": path, "headers": list(headers)}
    asyncio.run(Site(listening("intake"), listening("django"), prefix)(scope, None, None))
    return told[0]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/zt/x/intake/submit", "intake"),
        ("/intake/submit", "intake"),
        ("/zt/x/intake", "django"),
        ("/zt/x/", "django"),
        ("/zt/x/desk/intake/submit", "django"),
    ],
)
def test_only_the_quizzes_own_addresses_go_to_the_intake(path, name):
    assert heard(path)[0] == name


def test_the_server_starting_and_ending_is_the_intakes_business():
    assert heard("", kind="lifespan")[0] == "intake"


def test_a_header_with_an_underscore_cannot_pass_for_the_one_that_a_proxy_vouches_for():
    sent = [
        (b"x-forwarded-for", b"203.0.113.7"),
        (b"x_forwarded_for", b"198.51.100.1"),
        (b"x_forwarded_proto", b"https"),
    ]
    assert heard("/zt/x/", sent)[1]["headers"] == sent[:1]


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/zt/x/intake/places/take", "places"),
        ("/intake/places/health", "places"),
        ("/zt/x/intake/submit", "quizzes"),
        ("/intake/places", "quizzes"),
    ],
)
def test_places_and_answers_are_taken_in_by_a_room_each(path, room):
    asked: list[str] = []

    class Listening(Room):
        def __init__(self, name: str, address: str) -> None:
            super().__init__(self, {}, room=address, prefix="/zt/x", refusal=Refusal, most=1)
            self.name = name

        async def __call__(self, scope, receive, send) -> None:
            asked.append(self.name)

    rooms = {"quizzes": Listening("quizzes", "/intake/"), "places": Listening("places", "/intake/places/")}
    asyncio.run(Intake(Config("", ""), **rooms)({"type": "http", "path": path}, None, None))
    assert asked == [room]
