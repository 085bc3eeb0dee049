from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "worldday.campaigns"
    label = "campaigns"
