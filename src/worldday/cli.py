"""`worldday …`: what an operator, a script or a doubter runs. Commands import what they need only when called."""

import sys

COMMANDS = {
    "read": ("worldday.notices.reading.command", "read a notice: FILE [--json]"),
}


def main() -> int:
    name, *rest = sys.argv[1:] or ["help"]
    if name in COMMANDS:
        from importlib import import_module  # noqa: PLC0415  nothing is loaded for the other commands

        return int(import_module(COMMANDS[name][0]).main(rest) or 0)
    return _django(name, rest)


def _django(name: str, rest: list[str]) -> int:
    import os  # noqa: PLC0415  only Django's commands need it

    from django.core.management import execute_from_command_line  # noqa: PLC0415  likewise

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
    execute_from_command_line(["worldday", name, *rest])
    return 0
