from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "worldday.courses"
    label = "courses"

    def ready(self) -> None:
        from worldday.base import longwork, periodic  # models exist only now
        from worldday.campaigns.kinds import register
        from worldday.people import erasure, identity

        from . import following, forgetting
        from .actions import rosters
        from .kind import Course

        register(Course())
        longwork.register(rosters.WORK, rosters.take_in)
        identity.when_merged(forgetting.merged)
        erasure.when_erased(forgetting.part)
        periodic.register("follow-courses", periodic.MINUTE, following.follow)
        periodic.register("courses-forget", periodic.DAY, forgetting.run)
