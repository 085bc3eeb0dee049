from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "worldday.courses"
    label = "courses"

    def ready(self) -> None:
        from worldday.base import longwork, periodic  # models exist only now
        from worldday.campaigns.kinds import register
        from worldday.people import erasure, identity

        from . import following, forgetting
        from .actions import arriving, reading_rosters, rosters, seats, sending
        from .kind import Course

        register(Course())
        longwork.register(reading_rosters.WORK, reading_rosters.read, lease=reading_rosters.LEASE)
        longwork.register(rosters.WORK, rosters.take_in, lease=rosters.LEASE)
        longwork.register(sending.WORK, sending.send, lease=sending.LEASE)
        identity.when_merged(forgetting.merged)
        erasure.when_erased(forgetting.part)
        periodic.register("lapse-course-offers", periodic.MINUTE // 2, seats.lapse_overdue, visitors=True)
        periodic.register("follow-courses", periodic.MINUTE, following.follow)
        periodic.register("clear-handin-uploads", periodic.DAY, arriving.clear)
        periodic.register("courses-forget", periodic.DAY, forgetting.run)
