"""Addresses of what only a demo has."""

from django.urls import path

from . import pages

urlpatterns = [
    path("samples/clip.mp4", pages.clip, name="sample_clip"),
    path("samples/<slug:name>/", pages.page, name="sample"),
]
