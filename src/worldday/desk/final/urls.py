from django.urls import path

from .views import editions, report, sections

app_name = "desk_final"
urlpatterns = [
    path("", report.index, name="list"),
    path("sections/<slug:code>/", sections.section, name="section"),
    path("sections/<slug:code>/move/", sections.move, name="move"),
    path("sections/<slug:code>/show/", sections.show, name="show"),
    path("sections/<slug:code>/take/", sections.take, name="take"),
    path("sections/<slug:code>/keep/", sections.keep, name="keep"),
    path("sections/<slug:code>/remove/", sections.remove, name="remove"),
    path("editions/<slug:code>/", editions.page, name="page"),
    path("editions/<slug:code>/<slug:kind>/", editions.download, name="download"),
    path("<slug:code>/", report.report, name="report"),
    path("<slug:code>/compile/", report.press, name="compile"),
    path("<slug:code>/progress/", report.progress, name="progress"),
    path("<slug:code>/title/", report.title, name="title"),
    path("<slug:code>/photos/", report.photos, name="photos"),
    path("<slug:code>/add/", sections.add, name="add"),
    path("<slug:code>/preview/", editions.preview, name="preview"),
]
