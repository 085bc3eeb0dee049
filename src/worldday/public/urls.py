from django.urls import path

from . import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:campaign>/", views.theme, name="theme"),
    path("<slug:campaign>/activities/<slug:activity>/", views.activity, name="activity"),
]
