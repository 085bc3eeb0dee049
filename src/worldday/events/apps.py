from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "worldday.events"
    label = "events"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Event  # noqa: PLC0415  likewise

        register(Event())
