from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "worldday.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # models exist only now

        from .kind import Evaluation  # likewise

        register(Evaluation())
