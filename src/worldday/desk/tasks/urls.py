from django.urls import path

from .views import mine, writing

app_name = "desk_tasks"
urlpatterns = [
    path("", mine.index, name="list"),
    path("<slug:code>/", writing.write, name="write"),
    path("<slug:code>/take-back/", writing.take_back, name="take_back"),
    path("<slug:code>/versions/<int:number>/", writing.version, name="version"),
    path("<slug:code>/settle/<slug:comment>/", writing.settle, name="settle"),
]
