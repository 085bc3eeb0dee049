from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "worldday.statistics"
    label = "statistics"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Statistics  # noqa: PLC0415  likewise

        register(Statistics())
