"""`worldday export DIR`: a static copy of the public pages."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandParser

from worldday.base import static_files
from worldday.base.problems import Problem
from worldday.public.export import export


class Command(BaseCommand):
    help = "Write the public pages, in both languages, into a folder that works from any place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIR")

    def handle(self, **options: Any) -> None:
        if not settings.DEBUG and hasattr(staticfiles_storage, "manifest_hash"):
            static_files.gather()
        try:
            result = export(options["directory"], told=self._told)
        except Problem as problem:
            self.stderr.write(str(problem.sentence))
            sys.exit(2)
        for page, address in result.broken:
            self.stderr.write(f"{page} names {address}, which does not exist; the copy points to the live site.")
        self.stdout.write(f"{result.files} files, {result.size / 1e6:.1f} MB in {options['directory']}")

    def _told(self, number: int) -> None:
        if self.stdout.isatty() and number % 20 == 0:
            self.stdout.write(f"\r{number} files …", ending="")
