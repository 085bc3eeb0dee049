"""Settings from the environment; a value that cannot be read stops the start with one clear sentence."""

import os


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


def path_prefix(name: str) -> str:
    """`/zt/sjbzr2020/` → `/zt/sjbzr2020`; empty when the site stands at the root."""
    value = text(name).strip("/")
    return f"/{value}" if value else ""
