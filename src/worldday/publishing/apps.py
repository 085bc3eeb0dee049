from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "worldday.publishing"
    label = "publishing"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Showcase  # likewise

        register(Showcase())
