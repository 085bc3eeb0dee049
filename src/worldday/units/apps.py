from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "worldday.units"
    label = "units"
