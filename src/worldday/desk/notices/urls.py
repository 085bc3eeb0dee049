from django.urls import path

from . import views

app_name = "desk_notices"
urlpatterns = [
    path("", views.index, name="list"),
    path("take-in/", views.take_in, name="take_in"),
    path("<slug:code>/", views.review, name="review"),
    path("<slug:code>/confirm/", views.confirm, name="confirm"),
    path("<slug:code>/discard/", views.discard, name="discard"),
    path("<slug:code>/reopen/", views.reopen, name="reopen"),
    path("<slug:code>/file/", views.file, name="file"),
]
