from django.urls import path

from . import views

app_name = "desk_figures"
urlpatterns = [
    path("activities/<slug:code>/", views.of_activity, name="activity"),
    path("campaigns/<slug:code>/", views.of_campaign, name="campaign"),
    path("campaigns/<slug:code>/figures.xlsx", views.export, name="export"),
    path("<slug:code>/", views.correct, name="correct"),
    path("<slug:code>/withdraw/", views.withdraw, name="withdraw"),
]
