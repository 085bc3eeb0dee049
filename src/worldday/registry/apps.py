from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "worldday.registry"
    label = "registry"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Release  # noqa: PLC0415  likewise

        register(Release())
