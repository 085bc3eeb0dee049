from django.apps import AppConfig


class WindowsConfig(AppConfig):
    name = "worldday.windows"
    label = "windows"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Window  # noqa: PLC0415  likewise

        register(Window())
