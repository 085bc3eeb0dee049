from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "worldday.ui"
    label = "ui"
