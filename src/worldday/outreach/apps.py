from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "worldday.outreach"
    label = "outreach"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Outreach  # noqa: PLC0415  likewise

        register(Outreach())
