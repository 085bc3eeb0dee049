"""Where submissions are kept: one interface, PostgreSQL and SQLite behind it."""

from .base import RowRefused, Store, StoreDown, open_store

__all__ = ["RowRefused", "Store", "StoreDown", "open_store"]
