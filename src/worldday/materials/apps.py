from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "worldday.materials"
    label = "materials"

    def ready(self) -> None:
        from worldday.base import periodic

        from . import retention

        periodic.register("clear-uploads", periodic.DAY, retention.clear)
        periodic.register("prepare-again", 10 * periodic.MINUTE, retention.prepare_again)
