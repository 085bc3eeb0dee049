from django.urls import path

from . import views

app_name = "desk_passing"
urlpatterns = [
    path("", views.index, name="list"),
    path("<slug:code>/", views.pass_on, name="pass_on"),
    path("<slug:code>/ticked/", views.ticked, name="ticked"),
    path("<slug:code>/withdraw/", views.withdraw, name="withdraw"),
]
