from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "worldday.draws"
    label = "draws"

    def ready(self) -> None:
        from worldday.base import longwork, periodic
        from worldday.people import erasure
        from worldday.quizzes import obstacles

        from . import actions
        from .actions import freezing
        from .obstacle import unpublished_prizes

        obstacles.register(unpublished_prizes)
        erasure.when_erased(actions.part_from)
        longwork.register(freezing.WORK, freezing.freeze_in_background)
        periodic.register("draws-forfeit", 10 * periodic.MINUTE, actions.forfeit_overdue, visitors=True)
        periodic.register("draws-erase", periodic.DAY, actions.erase_due)
        periodic.register("draws-forget", periodic.DAY, actions.forget_due)
