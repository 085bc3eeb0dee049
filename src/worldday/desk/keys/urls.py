from django.urls import path

from . import views

app_name = "desk_keys"
urlpatterns = [
    path("", views.index, name="list"),
    path("rotate/", views.rotate, name="rotate"),
    path("<slug:code>/compromised/", views.compromised, name="compromised"),
    path("<slug:code>/sign-anew/", views.sign_anew, name="sign_anew"),
]
