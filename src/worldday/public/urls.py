from django.urls import path

from .views import activity, day, home, pattern, theme, units

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("archive/", home.archive, name="archive"),
    path("day/", day.choose, name="day"),
    path("<slug:campaign>/", theme.theme, name="theme"),
    path("<slug:campaign>/pattern.svg", pattern.pattern, name="pattern"),
    path("<slug:campaign>/by/<slug:by>/", theme.by, name="by"),
    path("<slug:campaign>/by/<slug:by>/<int:page>/", theme.by, name="by"),
    path("<slug:campaign>/activities/<slug:activity>/", activity.activity, name="activity"),
    path("<slug:campaign>/units/", units.units, name="units"),
    path("<slug:campaign>/units/page/<int:page>/", units.units, name="units"),
    path("<slug:campaign>/units/<slug:unit>/", units.unit, name="unit"),
]
