from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "worldday.publishing"
    label = "publishing"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Showcase  # noqa: PLC0415  likewise

        register(Showcase())
