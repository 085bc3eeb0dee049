"""The sample content in the repository's `demo/` folder, each row with its source."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings


def content(name: str) -> dict[str, Any]:
    """One JSON file of the folder."""
    data: dict[str, Any] = json.loads((folder() / name).read_text("utf8"))
    return data


def notice(name: str) -> Path:
    return folder() / "notices" / name


def folder() -> Path:
    return Path(settings.DEMO_FILES)
