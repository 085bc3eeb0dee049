"""Settings from the environment; a value that cannot be read stops the start with one clear sentence.

No Django here: the quiz's intake reads the same variables in the same way.
"""

import os
import secrets
from datetime import UTC, datetime, time, timedelta
from pathlib import Path


class BadSetting(Exception):
    """An environment variable has a value the program cannot use."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if value == "" else value in ("1", "true", "yes", "on")
    raise BadSetting(f"{name}={value!r}: use 1 or 0.")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise BadSetting(f"{name}={value!r}: use a whole number.") from None


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def pairs(name: str, default: str = "") -> dict[str, str]:
    """A comma-separated list of `this=that`."""
    found = [part.partition("=") for part in names(name, default)]
    if wrong := next(("".join(part) for part in found if not (part[0].strip() and part[2].strip())), ""):
        raise BadSetting(f"{name}: {wrong!r} is no pair; write this=that.")
    return {key.strip(): value.strip() for key, _sign, value in found}


def path_prefix(name: str) -> str:
    """`/zt/sjbzr2020/` → `/zt/sjbzr2020`; empty when the site stands at the root."""
    value = text(name).strip("/")
    return f"/{value}" if value else ""


def data_folder() -> Path:
    """Database, uploads, secret: everything a backup must hold. Made when missing."""
    folder = Path(text("WORLDDAY_DATA", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database_url() -> str:
    """`postgres://…` as operators expect it; without one the SQLite file in the data folder."""
    return text("DATABASE_URL") or f"sqlite:///{data_folder() / 'worldday.sqlite3'}"


def secret() -> str:
    """From the environment, or made once and kept where only this user reads it."""
    if given := text("WORLDDAY_SECRET_KEY"):
        return given
    kept = data_folder() / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


def time_zone() -> str:
    return text("WORLDDAY_TIME_ZONE", "Asia/Shanghai")


def clock_shift() -> timedelta:
    """How far the domain's clock stands from the real one; zero unless WORLDDAY_NOW says another day."""
    if not (start := text("WORLDDAY_NOW")):
        return timedelta(0)
    try:
        moment = datetime.fromisoformat(start).astimezone(UTC)
    except ValueError:
        raise BadSetting(f"WORLDDAY_NOW={start!r}: use ISO 8601, such as 2020-10-14T09:00+08:00.") from None
    since = number("WORLDDAY_NOW_SINCE", int(datetime.now(UTC).timestamp()))
    return moment - datetime.fromtimestamp(since, UTC)


def clock_time(name: str, default: str) -> time:
    """An hour of the day, such as 08:30."""
    value = text(name, default)
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise BadSetting(f"{name}={value!r}: write an hour as 08:30.") from None
