"""Where holds are kept: one interface, PostgreSQL and SQLite behind it."""

from .base import Store, open_store

__all__ = ["Store", "open_store"]
