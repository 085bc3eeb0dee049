from django.conf import settings
from django.core.management.base import BaseCommand

from worldday.demo.seed import Seeded, seed
from worldday.demo.staff import password_file


class Command(BaseCommand):
    help = "Read the two demo notices and make their campaigns live; safe to run again."

    def handle(self, *_args: object, **_options: object) -> None:
        seeded = seed()
        site = f"{settings.PUBLIC_URL}{settings.PREFIX}"
        for campaign in seeded.campaigns:
            activities = campaign.activities.model._base_manager.filter(campaign=campaign).count()
            self.stdout.write(f"{campaign.name} {campaign.year}  {activities:2} activities  {site}/{campaign.slug}/")
        self.stdout.write(f"Staff desk                       {site}/desk/")
        self.show_passwords(seeded)

    def show_passwords(self, seeded: Seeded) -> None:
        self.stdout.write("New passwords:" if seeded.new_passwords else f"Passwords (kept in {password_file()}):")
        for email, password in seeded.passwords.items():
            self.stdout.write(f"  {email:24} {password}")
