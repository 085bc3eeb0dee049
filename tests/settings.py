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
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
