from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "worldday.quizzes"
    label = "quizzes"

    def ready(self) -> None:
        from worldday.base import longwork, periodic  # models exist only now
        from worldday.campaigns.kinds import register
        from worldday.people import erasure, identity

        from . import flagging, parting, ranking, using
        from .actions import rescoring
        from .kind import Quiz

        register(Quiz())
        identity.when_merged(ranking.count_merged)
        erasure.when_erased(parting.part)
        longwork.register(rescoring.WORK, rescoring.rescore_in_background)
        periodic.register("rank-quizzes", 2, ranking.Follower().follow)
        periodic.register("flag-attempts", periodic.MINUTE, flagging.look)
        periodic.register("sweep-quizzes", 5, ranking.Sweeper().turn)
        periodic.register("count-question-uses", 10 * periodic.MINUTE, using.count_uses)
