from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "worldday.units"
    label = "units"

    def ready(self) -> None:
        from . import sign_in_audit  # noqa: F401  connects the receivers
