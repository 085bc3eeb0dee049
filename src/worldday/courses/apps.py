from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "worldday.courses"
    label = "courses"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Course  # noqa: PLC0415  likewise

        register(Course())
