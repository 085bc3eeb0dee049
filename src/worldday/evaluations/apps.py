from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "worldday.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        from worldday.campaigns.kinds import register  # noqa: PLC0415  models exist only now

        from .kind import Evaluation  # noqa: PLC0415  likewise

        register(Evaluation())
