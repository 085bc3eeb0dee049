from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "worldday.desk"
    label = "desk"
