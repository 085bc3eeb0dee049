from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "worldday.people"
    label = "people"

    def ready(self) -> None:
        from worldday.base import periodic
        from worldday.messages.channels import wechat as channel

        from . import erasure, retention, wechat

        periodic.register("erase-on-schedule", periodic.DAY, retention.run)
        periodic.register("erase-on-request", periodic.DAY, erasure.finish)
        channel.use_token(wechat.central_token)
