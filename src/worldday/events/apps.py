from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "worldday.events"
    label = "events"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Event  # likewise

        register(Event())
