from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "worldday.outreach"
    label = "outreach"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Outreach  # likewise

        register(Outreach())
