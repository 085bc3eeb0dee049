from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "worldday.reports"
    label = "reports"

    def ready(self) -> None:
        from functools import partial

        from worldday.base import longwork, periodic
        from worldday.materials import sending

        from . import reminding
        from .actions import archiving
        from .models import PackageKind
        from .queries.sent_files import was_sent

        sending.register(was_sent)
        periodic.register("remind-units", 5 * periodic.MINUTE, reminding.remind)
        for kind in PackageKind.values:
            longwork.register(archiving.work_of(kind), partial(archiving.make_in_background, kind))
