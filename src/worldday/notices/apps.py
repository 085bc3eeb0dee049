from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "worldday.notices"
    label = "notices"
