from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "worldday.events"
    label = "events"

    def ready(self) -> None:
        from worldday.base import longwork, periodic  # models exist only now
        from worldday.campaigns.kinds import register
        from worldday.people import erasure

        from . import forgetting, reminding, tasks
        from .actions import certifying, lapsing, releasing
        from .kind import Event

        register(Event())
        erasure.when_erased(forgetting.part)
        longwork.register(certifying.WORK, certifying.certify_in_background)
        periodic.register("lapse-holds", periodic.MINUTE // 2, lapsing.lapse_overdue, visitors=True)
        periodic.register("release-absent", periodic.MINUTE, releasing.release_due, visitors=True)
        periodic.register("event-mailings-go-on", periodic.MINUTE, tasks.pick_up)
        periodic.register("remind-bookers", 5 * periodic.MINUTE, reminding.remind, visitors=True)
        periodic.register("forget-bookers", periodic.DAY, forgetting.forget_due)
