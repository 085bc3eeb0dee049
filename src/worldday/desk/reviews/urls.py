from django.urls import path

from .views import queue, submission

app_name = "desk_reviews"
urlpatterns = [
    path("", queue.index, name="list"),
    path("accept/", queue.accept_ticked, name="accept_ticked"),
    path("comments/<slug:code>/settle/", submission.settle, name="settle"),
    path("<slug:code>/", submission.submission, name="submission"),
    path("<slug:code>/accept/", submission.accept, name="accept"),
    path("<slug:code>/return/", submission.give_back, name="return"),
    path("<slug:code>/comment/", submission.comment, name="comment"),
    path("<slug:code>/here/", submission.here, name="here"),
]
