from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "worldday.quizzes"
    label = "quizzes"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Quiz  # noqa: PLC0415  likewise

        register(Quiz())
