"""What anyone may look up: registries, records, their history, dumps. The names begin with “registry”: a copy of the site as
files leads to the live pages instead (`export/crawl.py`)."""

from django.urls import path

from . import checking, data, feed, lists, records, release

ACTIVITY = "<slug:campaign>/activities/<slug:activity>/"

urlpatterns = [
    path("registry/", lists.everywhere, name="registry"),
    path("registry/check/", checking.check, name="registry_check"),
    path("registry/<slug:registry>/", lists.one, name="registry_list"),
    path("registry/<slug:registry>/feed.atom", feed.feed, name="registry_feed"),
    path("registry/<slug:registry>/data/", data.page, name="registry_data"),
    path("registry/<slug:registry>/data.csv", data.as_csv, name="registry_csv"),
    path("registry/<slug:registry>/data.json", data.as_json, name="registry_json"),
    path("registry/<slug:registry>/<slug:code>/", records.record, name="registry_record"),
    path("registry/<slug:registry>/<slug:code>/record.json", records.as_json, name="registry_record_json"),
    path("registry/<slug:registry>/<slug:code>/qr.png", records.qr, name="registry_qr"),
    path(f"{ACTIVITY}release/", release.release, name="release"),
    path(f"{ACTIVITY}release/stage/", release.stage, name="registry_stage"),
]
