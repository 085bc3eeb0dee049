from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "worldday.broadcasts"
    label = "broadcasts"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Broadcast  # likewise

        register(Broadcast())
