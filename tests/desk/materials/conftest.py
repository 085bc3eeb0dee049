import pytest
from django.test import Client
from tests.factories.materials import make_owing


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.SPARE_MEGABYTES = 0


@pytest.fixture
def owing():
    return make_owing()


@pytest.fixture
def signed_in(owing) -> Client:
    client = Client()
    client.force_login(owing[1])
    return client
