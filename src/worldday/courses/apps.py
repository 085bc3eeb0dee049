from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "worldday.courses"
    label = "courses"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Course  # likewise

        register(Course())
