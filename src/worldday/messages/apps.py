from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "worldday.messages"
    label = "outbox"

    def ready(self) -> None:
        from worldday.base import periodic

        from . import delivering

        periodic.register("deliver-messages", 10, delivering.deliver)
