from django.urls import path

from . import views

app_name = "desk_marking"
urlpatterns = [
    path("", views.index, name="list"),
    path("named/<int:pk>/", views.named, name="named"),
    path("files/<slug:code>/", views.file, name="file"),
    path("<slug:code>/", views.handin, name="handin"),
    path("<slug:code>/mark/", views.mark, name="mark"),
    path("<slug:code>/return/", views.give_back, name="return"),
]
