from django.urls import path

from .views import library, marking, practice

app_name = "desk_practices"
urlpatterns = [
    path("", library.index, name="list"),
    path("mark/<slug:code>/", marking.passage, name="mark"),
    path("mark-file/<slug:code>/", marking.material, name="mark_file"),
    path("<slug:code>/", practice.practice, name="practice"),
    path("<slug:code>/change/", practice.change, name="change"),
    path("<slug:code>/take-up/", practice.take_up, name="take_up"),
    path("<slug:code>/picture/<slug:size>/", practice.picture, name="picture"),
    path("<slug:code>/remove/", practice.remove, name="remove"),
    path("<slug:code>/<slug:what>/", practice.step, name="step"),
]
