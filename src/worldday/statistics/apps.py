from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "worldday.statistics"
    label = "statistics"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Statistics  # likewise

        register(Statistics())
