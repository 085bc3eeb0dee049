from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "worldday.certificates"
    label = "certificates"

    def ready(self) -> None:
        from worldday.base import periodic

        from . import actions

        periodic.register("certificates-expire", periodic.DAY, actions.expire_due)
