from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories.booking_database import add_event, make_tables
from tests.factories.clusters import PROGRAMS, Cluster
from tests.factories.quiz_database import connected


@pytest.fixture(autouse=True)
def _own_databases(django_db_blocker) -> Iterator[None]:
    """These tests bring databases of their own and never touch the suite's."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """The tables in a SQLite file."""
    url = f"sqlite:///{tmp_path}/booking.sqlite3"
    make_tables(url)
    return url


@pytest.fixture
def event(empty: str) -> str:
    """… with an open event: slot 1 has ten places, slot 2 has thirty."""
    add_event(empty, 10, 30)
    return empty


@pytest.fixture(scope="session")
def booking_cluster(django_db_blocker) -> Iterator[Cluster]:
    """A PostgreSQL of our own that may be restarted."""
    if PROGRAMS is None:
        pytest.skip("no PostgreSQL programs here")
    own = Cluster()
    with django_db_blocker.unblock():
        make_tables(own.url)
    yield own
    own.remove()


@pytest.fixture
def clean_cluster(booking_cluster: Cluster) -> Cluster:
    with connected(booking_cluster.url) as connection, connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_booking, events_slot, events_event")
    return booking_cluster


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> str:
    """Both databases in turn, without events."""
    if request.param == "sqlite":
        return request.getfixturevalue("empty")
    return request.getfixturevalue("clean_cluster").url
