from django.apps import AppConfig


class WindowsConfig(AppConfig):
    name = "worldday.windows"
    label = "windows"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Window  # likewise

        register(Window())
