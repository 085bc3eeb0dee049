from django.urls import URLPattern, path, register_converter

from .afterwards.urls import urlpatterns as afterwards_pages
from .caching import STALE, View, cached
from .certificates.urls import urlpatterns as certificate_pages
from .courses.urls import urlpatterns as course_pages
from .door.urls import urlpatterns as door_pages
from .draws.urls import urlpatterns as draw_pages
from .events.urls import urlpatterns as event_pages
from .quiz.urls import urlpatterns as quiz_pages
from .registry.urls import urlpatterns as registry_pages
from .samples.urls import urlpatterns as sample_pages
from .views import activity, calendar, calendars, day, feeds, gallery, home, pattern, practices, share, theme, units

register_converter(calendar.MonthConverter, "month")
register_converter(share.ShapeConverter, "shape")


def page(route: str, view: View, *, name: str) -> URLPattern:
    """A page anyone may read and any cache may keep."""
    return path(route, cached(view), name=name)


def quiet(route: str, view: View, *, name: str) -> URLPattern:
    """The same without news on it: a cache may be late with it."""
    return path(route, cached(view, stale=STALE), name=name)


app_name = "public"
urlpatterns = [
    page("", home.home, name="home"),
    quiet("archive/", home.archive, name="archive"),
    path("day/", day.choose, name="day"),
    path("gallery/", gallery.gallery, name="gallery"),
    *certificate_pages,
    *registry_pages,
    *course_pages,
    *door_pages,
    *afterwards_pages,
    *sample_pages,
    page("<slug:campaign>/", theme.theme, name="theme"),
    quiet("<slug:campaign>/pattern.svg", pattern.pattern, name="pattern"),
    page("<slug:campaign>/by/<slug:by>/", theme.by, name="by"),
    page("<slug:campaign>/by/<slug:by>/<int:page>/", theme.by, name="by"),
    page("<slug:campaign>/activities/<slug:activity>/", activity.activity, name="activity"),
    page("<slug:campaign>/calendar/", calendar.month, name="calendar"),
    page("<slug:campaign>/calendar/<month:month>/", calendar.month, name="calendar"),
    page("<slug:campaign>/gantt/", calendar.gantt, name="gantt"),
    page("<slug:campaign>/calendar.ics", calendars.campaign, name="campaign_ics"),
    page("<slug:campaign>/units/<slug:unit>/calendar.ics", calendars.unit, name="unit_ics"),
    page("<slug:campaign>/activities/<slug:activity>/calendar.ics", calendars.activity, name="activity_ics"),
    page("<slug:campaign>/feed.rss", feeds.rss, name="rss"),
    page("<slug:campaign>/feed.json", feeds.json, name="json_feed"),
    quiet("<slug:campaign>/share/", share.page, name="share"),
    quiet("<slug:campaign>/share/<shape:shape>.png", share.picture, name="picture"),
    quiet("<slug:campaign>/activities/<slug:activity>/share/", share.page, name="share"),
    quiet("<slug:campaign>/activities/<slug:activity>/share/<shape:shape>.png", share.picture, name="picture"),
    page("<slug:campaign>/units/", units.units, name="units"),
    page("<slug:campaign>/units/page/<int:page>/", units.units, name="units"),
    page("<slug:campaign>/units/<slug:unit>/", units.unit, name="unit"),
    quiet("<slug:campaign>/practices/", practices.practices, name="practices"),
    quiet("<slug:campaign>/practices/page/<int:page>/", practices.practices, name="practices"),
    quiet("<slug:campaign>/practices/<slug:practice>/", practices.practice, name="practice"),
    quiet("<slug:campaign>/practices/<slug:practice>/picture.jpg", practices.picture, name="practice_picture"),
    *quiz_pages,
    *draw_pages,
    *event_pages,
]
