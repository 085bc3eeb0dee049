from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "worldday.events"
    label = "events"

    def ready(self) -> None:
        from worldday.base import longwork, periodic  # models exist only now
        from worldday.campaigns.kinds import register
        from worldday.people import erasure

        from . import forgetting, reminding
        from .actions import certifying, conditions, lapsing, releasing
        from .kind import Event

        register(Event())
        erasure.when_erased(forgetting.part)
        longwork.register(conditions.WORK, conditions.tell_in_background)
        longwork.register(certifying.WORK, certifying.certify_in_background)
        periodic.register("lapse-holds", periodic.MINUTE // 2, lapsing.lapse_overdue)
        periodic.register("release-absent", periodic.MINUTE, releasing.release_due)
        periodic.register("remind-bookers", 5 * periodic.MINUTE, reminding.remind)
        periodic.register("forget-bookers", periodic.DAY, forgetting.forget_due)
