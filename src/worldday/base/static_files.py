"""Gathering and compressing the static files for serving, and only when that is needed."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def gather(*, clear: bool = False) -> None:
    """Bring STATIC_ROOT up to the installed code, when that is newer than the last time.

    `clear` removes what earlier releases left; not while another process serves from the same folder.
    """
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists() or manifest.stat().st_mtime < _newest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=clear)


def _newest() -> float:
    """When the newest static file, or the set of installed libraries, changed."""
    lock = settings.PACKAGE.parents[1] / "requirements.lock"
    files = [*settings.PACKAGE.rglob("static/**/*"), *([lock] if lock.exists() else [])]
    return max((path.stat().st_mtime for path in files), default=0.0)
