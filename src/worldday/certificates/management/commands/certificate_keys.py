from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from worldday.base import scope
from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.certificates import actions
from worldday.certificates.badges.issuers import published_keys
from worldday.certificates.models import SigningKey

BY = System("certificate_keys")


class Command(BaseCommand):
    help = (
        "list: the keys that sign certificates, never their secrets. rotate: sign with a new key from now on; old certificates stay "
        "good. compromised KEY --reason …: somebody else may have this key. sign-anew KEY: sign what a compromised key signed again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["list", "rotate", "compromised", "sign-anew"])
        parser.add_argument("key", nargs="?", help="code of the key, as list shows it")
        parser.add_argument(
            "--reason", default="", help="compromised: what happened; everybody can read it in keys.json"
        )

    def handle(self, *, what: str, key: str | None, reason: str, **_options: object) -> None:
        with scope.everything("signing keys belong to the installation"):
            try:
                self._do(what, key, reason)
            except Problem as problem:
                raise CommandError(str(problem)) from None
            for one in published_keys():
                self.stdout.write(f"{one.code}  {one.public}  {one.state}  made {one.made_at:%Y-%m-%d %H:%M}")

    def _do(self, what: str, key: str | None, reason: str) -> None:
        if what == "rotate":
            actions.rotate_key(by=BY)
        elif what == "compromised":
            actions.mark_compromised(key=self._named(key), reason=reason, by=BY)
        elif what == "sign-anew":
            found, count = self._named(key), 0
            while done := actions.sign_anew(key=found, by=BY):
                count += done
            self.stdout.write(f"{count} signed anew")

    def _named(self, code: str | None) -> SigningKey:
        found = SigningKey.objects.defer("private").filter(code=code or "").first()
        if found is None:
            raise CommandError(f"There is no key {code}; `worldday certificate_keys list` shows them.")
        return found
