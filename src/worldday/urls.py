from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from worldday.public.views.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("accounts/", include("worldday.desk.sign_in.urls")),
    path("desk/", include(wagtailadmin_urls)),
    *i18n_patterns(path("", include("worldday.public.urls")), prefix_default_language=False),
]
