from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "worldday.registry"
    label = "registry"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Release  # likewise

        register(Release())
