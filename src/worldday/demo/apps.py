from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "worldday.demo"
    label = "demo"
