from django.urls import path

from . import views

app_name = "desk_audit"
urlpatterns = [
    path("", views.index, name="list"),
    path("export/", views.export, name="export"),
]
