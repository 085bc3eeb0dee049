from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "worldday.people"
    label = "people"

    def ready(self) -> None:
        from worldday.base import periodic

        from . import erasure, retention

        periodic.register("erase-on-schedule", periodic.DAY, retention.run)
        periodic.register("erase-on-request", periodic.DAY, erasure.finish)
