from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "worldday.certificates"
    label = "certificates"

    def ready(self) -> None:
        from worldday.base import periodic

        from . import actions, tasks

        periodic.register("certificates-expire", periodic.DAY, actions.expire_due)
        periodic.register("certificate-lots-go-on", periodic.MINUTE, tasks.pick_up)
