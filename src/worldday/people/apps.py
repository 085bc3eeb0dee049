from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "worldday.people"
    label = "people"
