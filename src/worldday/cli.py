"""`worldday …`: what an operator, a script or a doubter runs.

Commands of our own are imported only when called, so that `worldday read` never loads Django; every other name is a
Django management command (`worldday demo`, `worldday export DIR`, `worldday audit verify` …).
"""

import os
import sys
from importlib import import_module

COMMANDS = {
    "read": ("worldday.notices.reading.command", "FILE [--json]    read a notice"),
    "verify-draw": ("worldday.draws.lottery.command", "FILE             re-run a published draw"),
    "serve": ("worldday.serve", "[--port N]       the site, the quizzes' answers and the worker"),
    "intake": (
        "worldday.intake",
        "[--port N]       quizzes' answers and bookings, beside `serve --separate`",
    ),
}
DJANGO_COMMANDS = {
    "demo": "                 load the two demo notices and make every activity live",
    "export": "DIR              static copy of the public pages",
    "course": "import|export    a course from and to a folder or .zip of Markdown",
    "audit": "verify           prove that the audit trail is whole",
    "create_admin": "EMAIL            invite the first person of a new installation",
    "signing_key": "rotate           sign quiz tickets with a new key; running attempts go on",
    "migrate": "                 bring the database up to date",
}


def main() -> int:
    name, *rest = sys.argv[1:] or ["help"]
    if name in ("help", "--help", "-h") and not rest:
        print(usage())
        return 0
    if name in COMMANDS:
        return int(import_module(COMMANDS[name][0]).main(rest) or 0)
    return _django(name, rest)


def usage() -> str:
    ours = {name: text for name, (_module, text) in COMMANDS.items()} | DJANGO_COMMANDS
    return "\n".join(["worldday COMMAND …", *(f"  {name:13} {text}" for name, text in ours.items())])


def _django(name: str, rest: list[str]) -> int:
    from django.core.management import execute_from_command_line  # slow, and not for everyone

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
    execute_from_command_line(["worldday", name, *rest])
    return 0
