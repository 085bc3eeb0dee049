from django.urls import path

from .views import designs, issued, lots, packing

app_name = "desk_certificates"
urlpatterns = [
    path("", designs.index, name="list"),
    path("designs/new/", designs.new, name="new_design"),
    path("designs/preview/", designs.preview, name="preview"),
    path("designs/<slug:code>/", designs.edit, name="design"),
    path("designs/<slug:code>/picture.png", designs.picture, name="picture"),
    path("designs/<slug:code>/template.xlsx", lots.template, name="template"),
    path("designs/<slug:code>/upload/", lots.upload, name="upload"),
    path("lots/", lots.index, name="lots"),
    path("lots/<slug:code>/", lots.lot, name="lot"),
    path("lots/<slug:code>/columns/", lots.columns, name="columns"),
    path("lots/<slug:code>/sample.png", lots.sample, name="sample"),
    path("lots/<slug:code>/wrong.xlsx", lots.wrong, name="wrong"),
    path("lots/<slug:code>/pack/<int:part>/", packing.make, name="pack"),
    path("archives/<slug:code>/", packing.download, name="bundle"),
    path("archives/<slug:code>/remove/", packing.remove, name="unpack"),
    path("lots/<slug:code>/confirm/", lots.confirm, name="confirm"),
    path("lots/<slug:code>/discard/", lots.discard, name="discard"),
    path("issued/", issued.index, name="issued"),
    path("issued/list.xlsx", issued.export, name="export"),
    path("issued/<slug:code>/", issued.certificate, name="certificate"),
    path("issued/<slug:code>/revoke/", issued.revoke, name="revoke"),
    path("issued/<slug:code>/forget/", issued.forget, name="forget"),
    path("issued/<slug:code>/replace/", issued.replace, name="replace"),
]
