from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "worldday.public"
    label = "public"
