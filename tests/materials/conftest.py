import pytest


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Every test has a folder of its own for files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.SPARE_MEGABYTES = 0
