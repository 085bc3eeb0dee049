from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "worldday.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from worldday.units import succession  # models exist only now

        from .actions.handing_over import hand_over  # likewise

        succession.register(hand_over)
