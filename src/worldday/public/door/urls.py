"""The door's own corner of the site: its worker keeps these pages for phones without a line, and none besides."""

from django.urls import path

from . import page, phone

urlpatterns = [
    path("door/worker.js", page.worker, name="door_worker"),
    path("door/<slug:code>/", page.page, name="door"),
    path("door/<slug:code>/app.webmanifest", page.manifest, name="door_manifest"),
    path("door/<slug:code>/list/", phone.listing, name="door_list"),
    path("door/<slug:code>/sync/", phone.sync, name="door_sync"),
]
