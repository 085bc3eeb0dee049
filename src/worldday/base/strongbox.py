"""What lies encrypted in the database, so that a copy of it tells nothing: second factors, addresses of winners.

The key comes from SECRET_KEY and the purpose; SECRET_KEY_FALLBACKS still open what was locked before a change of key.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def lock(text: str, purpose: str) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def unlock(locked: str, purpose: str) -> str:
    """What was locked for this purpose. Raises `cryptography.fernet.InvalidToken` for anything else."""
    return _box(purpose).decrypt(locked.encode()).decode()


class LockedJSONField(models.TextField):  # type: ignore[type-arg]  # generic for the checker only
    """A JSON object kept encrypted; an empty one is kept as empty text, so that erasure can be seen from outside."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(self, value: str, _expression: object, _connection: object) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(unlock(value, self.purpose)) if value else {}
        return found

    def get_prep_value(self, value: dict[str, Any]) -> str:
        return lock(json.dumps(value, ensure_ascii=False), self.purpose) if value else ""


def _box(purpose: str) -> MultiFernet:
    return MultiFernet([_key(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str, purpose: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(f"{purpose} {secret}".encode()).digest()))
