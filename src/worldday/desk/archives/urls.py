from django.urls import path

from . import views

app_name = "desk_archives"
urlpatterns = [
    path("packages/<slug:code>/", views.download, name="download"),
    path("packages/<slug:code>/remove/", views.remove, name="remove"),
    path("<slug:code>/", views.page, name="page"),
    path("<slug:code>/make/", views.make, name="make"),
]
