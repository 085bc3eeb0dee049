from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "worldday.base"
    label = "base"
