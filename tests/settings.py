"""The product's own settings on throw-away data; only what would make tests slow or touch the developer's data differs."""

import os
import tempfile

os.environ["WORLDDAY_DATA"] = tempfile.mkdtemp(prefix="worldday-tests-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps an event loop in the test's thread
for name in ("WORLDDAY_NOW", "WORLDDAY_DEMO", "SCRIPT_NAME", "WORLDDAY_URL"):
    os.environ.pop(name, None)

from worldday.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405  the lockout's tests bring the real one
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: SQLite's shared memory database lets no two threads write, and live servers have threads.
    kept = os.environ.get("WORLDDAY_TESTS") or os.environ["WORLDDAY_DATA"]
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(kept, "test.sqlite3")}  # noqa: F405, PTH118
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"  # noqa: F405
