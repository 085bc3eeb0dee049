from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from worldday.base import scope
from worldday.base.audit import System
from worldday.quizzes.actions.keys import rotate_signing_key
from worldday.quizzes.models import SigningKey


class Command(BaseCommand):
    help = "rotate: sign quiz tickets with a new key from now on; running attempts go on. list: the keys, never their secrets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["rotate", "list"])

    def handle(self, *, what: str, **options: object) -> None:
        with scope.everything("signing keys belong to the installation"):
            if what == "rotate":
                rotate_signing_key(by=System("signing_key"))
            for key in SigningKey.objects.order_by("pk"):
                state = f"retired {key.retired_at:%Y-%m-%d %H:%M}" if key.retired_at else "signs"
                self.stdout.write(f"{key.pk}  made {key.made_at:%Y-%m-%d %H:%M}  {state}")
