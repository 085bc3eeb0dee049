"""Sign-in is allauth's; its pages that would let people register, or change their address unseen, are shut."""

from django.urls import include, path, re_path
from django.views.i18n import set_language

from . import views

SHUT = r"^(signup|email|confirm-email|password/set|login/code)/"

urlpatterns = [
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("language/", set_language, name="set_language"),
    path("", views.account, name="account"),
    re_path(SHUT, views.shut),
    path("", include("allauth.urls")),
]
