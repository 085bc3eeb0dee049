from datetime import timedelta

from django.apps import AppConfig

HOUR = 3600


class CertificatesConfig(AppConfig):
    name = "worldday.certificates"
    label = "certificates"

    def ready(self) -> None:
        from worldday.base import longwork, periodic

        from . import actions, tasks
        from .actions import keys

        longwork.register(keys.SIGN_ANEW, keys.sign_all_anew, lease=timedelta(minutes=5))
        periodic.register("certificates-expire", periodic.DAY, actions.expire_due)
        periodic.register("certificate-bundles-clear", HOUR, actions.clear_bundles)
        periodic.register("certificate-lots-go-on", periodic.MINUTE, tasks.pick_up)
