from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "worldday.broadcasts"
    label = "broadcasts"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Broadcast  # noqa: PLC0415  likewise

        register(Broadcast())
