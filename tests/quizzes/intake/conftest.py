from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories.clusters import PROGRAMS, Cluster
from tests.factories.quiz_content import content
from tests.factories.quiz_database import add_edition, make_tables


@pytest.fixture(autouse=True)
def _own_databases(django_db_blocker) -> Iterator[None]:
    """These tests bring databases of their own and never touch the suite's."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """The tables in a SQLite file."""
    url = f"sqlite:///{tmp_path}/quiz.sqlite3"
    make_tables(url)
    return url


@pytest.fixture
def quiz(empty: str) -> str:
    """… with quiz 1: ten questions, three attempts, two of them a day, ten minutes, practice allowed."""
    add_edition(empty, content(per_day=2, in_all=3, practice=True))
    return empty


@pytest.fixture(scope="session")
def cluster(django_db_blocker) -> Iterator[Cluster]:
    """A PostgreSQL of our own that may be restarted."""
    if PROGRAMS is None:
        pytest.skip("no PostgreSQL programs here")
    own = Cluster()
    with django_db_blocker.unblock():
        make_tables(own.url)
    yield own
    own.remove()


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> str:
    """Both databases in turn, without attempts."""
    if request.param == "sqlite":
        return request.getfixturevalue("empty")
    return request.getfixturevalue("clean_cluster").url


@pytest.fixture
def clean_cluster(cluster: Cluster) -> Cluster:
    from tests.factories.quiz_database import connected

    with connected(cluster.url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE quizzes_attempt, quizzes_edition, quizzes_signingkey, quizzes_schoolclass RESTART IDENTITY"
        )
    return cluster
