from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "worldday.draws"
    label = "draws"
