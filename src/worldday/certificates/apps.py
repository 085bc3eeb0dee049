from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "worldday.certificates"
    label = "certificates"
