from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "worldday.people"
    label = "people"

    def ready(self) -> None:
        from worldday.base import periodic

        from . import retention

        periodic.register("erase-on-schedule", periodic.DAY, retention.run)
